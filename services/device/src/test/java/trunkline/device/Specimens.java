package trunkline.device;

import java.util.List;
import java.util.Optional;
import trunkline.platform.tmf.contract.Specimen;
import trunkline.platform.tmf.contract.Specimen.Moves;

/** A valid resource of no kind of ours, so that many can be alike: SIMs and numbers are unique. */
public final class Specimens {
  public static final Specimen RESOURCE =
      new Specimen(
          "/tmf-api/resourceInventoryManagement/v4/resource",
          """
          {"name":"Router 7","category":"CPE","resourceVersion":"2","operationalState":"enable",
           "relatedParty":[{"id":"supplier-1","role":"supplier","@referredType":"Organization"}],
           "resourceSpecification":{"id":"router-7"},"note":[{"text":"shelf 12"}],
           "resourceCharacteristic":[{"name":"colour","valueType":"string","value":"white"}]}
          """,
          List.of(),
          "description",
          Optional.of("name"),
          Optional.of(
              new Moves("lifecycleState", "available", "reserved", "retired", "available")));

  private Specimens() {}
}
