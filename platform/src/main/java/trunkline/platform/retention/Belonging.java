package trunkline.platform.retention;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whose the resources of a type are, and what becomes of them when the person goes.
 *
 * @param owners where a resource says whose it is: it goes with any of them
 * @param mentions where it may name others: of such a reference only the id stays
 * @param runsIn states (of the type's life cycle) in which the relation still runs; while it does,
 *     nothing is erased
 * @param remains what stays of its events, and of the resource itself when the law keeps it
 */
public record Belonging(
    List<SubjectPath> owners,
    List<SubjectPath> mentions,
    Retention retention,
    Set<String> runsIn,
    Remains remains) {
  /** Of nobody; those whom it relates to are mentioned. */
  public static final Belonging NOBODYS =
      new Belonging(
          List.of(),
          List.of(SubjectPath.of("relatedParty.id"), SubjectPath.of("engagedParty.id")),
          Retention.CONTACT,
          Set.of(),
          Remains.NOTHING);

  public Belonging {
    owners = List.copyOf(owners);
    mentions = List.copyOf(mentions);
    runsIn = Set.copyOf(runsIn);
  }

  public Belonging to(String... paths) {
    return new Belonging(
        Stream.of(paths).map(SubjectPath::of).toList(), mentions, retention, runsIn, remains);
  }

  public Belonging mentioning(String... paths) {
    return new Belonging(
        owners, Stream.of(paths).map(SubjectPath::of).toList(), retention, runsIn, remains);
  }

  public Belonging kept(Retention as, Remains remaining) {
    return new Belonging(owners, mentions, as, runsIn, remaining);
  }

  public Belonging running(String... states) {
    return new Belonging(owners, mentions, retention, Set.of(states), remains);
  }

  /** The ids of those whose it is; {@code resource} is without its own id. */
  public Stream<String> ownersOf(String id, JsonNode resource) {
    return owners.stream().flatMap(path -> path.ids(id, resource).stream()).distinct();
  }

  /** The ids of all of whom it says more than the id. */
  public Stream<String> mentionedIn(JsonNode resource) {
    return mentions.stream().flatMap(path -> path.describedIds(resource).stream()).distinct();
  }

  /** Takes from a document of somebody else's what it says about whom {@code subject} fits. */
  public boolean strip(JsonNode resource, Predicate<String> subject) {
    boolean changed = false;
    for (SubjectPath path : mentions) {
      changed |= path.strip(resource, subject);
    }
    return changed;
  }

  /** Copies of the references by which a document names whom {@code subject} fits. */
  public List<JsonNode> references(JsonNode resource, Predicate<String> subject) {
    return mentions.stream().flatMap(path -> path.references(resource, subject)).toList();
  }
}
