package trunkline.identification.eid;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import trunkline.identification.identity.Assurance;

/**
 * Who the eID says that somebody is, and how sure it is. Lives as long as a request: nothing of it
 * but level, provider, acr, amr and time of login is stored.
 */
public record EidPerson(
    String identifier,
    String givenName,
    String familyName,
    Optional<LocalDate> birthDate,
    Assurance level,
    String provider,
    String acr,
    List<String> amr,
    Instant loggedIn) {

  public EidPerson {
    amr = List.copyOf(amr);
  }

  /** Name and identifier stay out of every text. */
  @Override
  public String toString() {
    return "EidPerson[" + level + "]";
  }
}
