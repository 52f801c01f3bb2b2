package trunkline.platform.tmf.contract;

import java.util.List;
import java.util.Optional;

/**
 * What the kit must know of a resource.
 *
 * @param path {@code /tmf-api/party/v4/individual}
 * @param body a valid body that gives every mandatory attribute
 * @param mandatory attributes that may be neither absent, null nor blank
 * @param text a known text attribute that is free to change and not personal
 * @param personal a text attribute in {@code body} that is masked without {@code pii:read}
 */
public record Specimen(
    String path,
    String body,
    List<String> mandatory,
    String text,
    Optional<String> personal,
    Optional<Moves> moves) {
  public Specimen {
    mandatory = List.copyOf(mandatory);
  }

  /**
   * A way through the life cycle.
   *
   * @param attribute {@code status} or {@code state}
   * @param from a state that a new resource may have
   * @param legal a state that may follow it
   * @param end a state that may follow {@code from}
   * @param illegal a state that may not follow {@code end}
   */
  public record Moves(String attribute, String from, String legal, String end, String illegal) {}

  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path of the API, under which the hub is. */
  public String api() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  /** {@code Individual}, as events and {@code @type} write it. */
  public String typeName() {
    return Character.toUpperCase(name().charAt(0)) + name().substring(1);
  }
}
