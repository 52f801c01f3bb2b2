package trunkline.identification.person;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Holds what an eID says of a person against what is known of the individual. The answer names what
 * differs and never how: a finding is no personal data.
 */
public final class Comparison {
  private Comparison() {}

  /** What a person must look at before the eID is believed; nothing when all fits. */
  public static List<String> findings(
      KnownIndividual known, String givenName, String familyName, Optional<LocalDate> birthDate) {
    var findings = new ArrayList<String>();
    if (!PersonName.sameGiven(known.givenName(), givenName)) {
      findings.add("givenNameDiffers");
    }
    if (!PersonName.same(known.familyName(), familyName)) {
      findings.add("familyNameDiffers");
    }
    if (known.birthDate().isEmpty() || birthDate.isEmpty()) {
      findings.add("birthDateMissing");
    } else if (!known.birthDate().equals(birthDate)) {
      findings.add("birthDateDiffers");
    }
    if (known.deceased()) {
      findings.add("individualDeceased");
    }
    return List.copyOf(findings);
  }
}
