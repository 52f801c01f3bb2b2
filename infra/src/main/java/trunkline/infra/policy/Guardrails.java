package trunkline.infra.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Resource;

/** What the organisation forbids everybody is written down, fits AWS's limit and is attached. */
public final class Guardrails implements Policy {
  /** AWS refuses a longer policy (quotas of AWS Organizations). */
  private static final int MOST_CHARACTERS = 5120;

  private static final Set<String> DENIED =
      Set.of(
          "NoLeaving",
          "NoRootUser",
          "NoAccessKeys",
          "OwnRegionsOnly",
          "WatchersStayOn",
          "KeysAndBackupsStay",
          "ImdsV2Only",
          "VolumesEncrypted",
          "DatabasesEncrypted",
          "SnapshotsStayHome",
          "NoWaysOfTheirOwn",
          "SmallThingsOnly",
          "OwnOrganisationOrAws",
          "AwsOnlyForUs",
          "RolesForOurOwn",
          "TlsOnly");

  @Override
  public String promise() {
    return "service and resource control policies deny what they must and are attached";
  }

  @Override
  public List<Violation> check(Estate estate) {
    var violations = new ArrayList<Violation>();
    Set<String> missing = new HashSet<>(DENIED);
    Set<String> attached = new HashSet<>();
    estate
        .all("aws_organizations_policy_attachment")
        .forEach(a -> attached.add(a.text("policy_id")));
    for (Resource policy : estate.all("aws_organizations_policy")) {
      for (Statement statement : Statement.of(policy, "content")) {
        missing.remove(statement.sid());
        if (statement.allows()) {
          violations.add(
              new Violation(policy.address(), statement.sid() + " allows: a guardrail denies"));
        }
      }
      if (policy.text("content").length() > MOST_CHARACTERS) {
        violations.add(new Violation(policy.address(), "is longer than AWS takes: split it"));
      }
      if (!attached.contains(policy.text("id"))) {
        violations.add(new Violation(policy.address(), "is attached to nothing"));
      }
    }
    missing.forEach(
        sid ->
            violations.add(
                new Violation("module.organisation.module.guardrails", "no policy has " + sid)));
    return violations;
  }
}
