package trunkline.identification;

import java.util.List;
import java.util.Optional;
import trunkline.platform.tmf.contract.Specimen;
import trunkline.platform.tmf.contract.Specimen.Moves;

/** A valid body of the resource, and what is special about it. */
final class Specimens {
  static final Specimen DIGITAL_IDENTITY =
      new Specimen(
          Platform.IDENTITY,
          """
          {"nickname":"QuebecMoose","individualIdentified":{"id":"of-another-system","@referredType":"Individual"},
           "credential":[{"id":"1","@type":"TokenCredential","state":"active","login":"jane","trustLevel":"low"}],
           "contactMedium":[{"id":"1","@type":"EmailContactMedium","emailAddress":"jane@example.org"}]}
          """,
          List.of("credential"),
          "@schemaLocation",
          Optional.of("nickname"),
          Optional.of(new Moves("status", "active", "suspended", "revoked", "active")));

  static final List<Specimen> ALL = List.of(DIGITAL_IDENTITY);

  private Specimens() {}
}
