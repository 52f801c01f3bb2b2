package trunkline.infra.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Resource;

/** A role may do what it must, to what it must. A star has a reason that is written here. */
public final class LeastPrivilege implements Policy {
  /** Actions for which AWS knows no resource: the star is the only thing that can be written. */
  private static final Set<String> WITHOUT_RESOURCE =
      Set.of(
          "ecr:GetAuthorizationToken",
          "xray:PutTraceSegments",
          "xray:PutTelemetryRecords",
          "xray:GetSamplingRules",
          "xray:GetSamplingTargets",
          "ec2:DescribeInstances",
          "ec2:DescribeVolumes",
          "cloudformation:ListStacks",
          "ecs:ListClusters",
          "ecs:RegisterTaskDefinition",
          "ecs:DescribeTaskDefinition",
          "rds:DescribeDBClusters");

  /** AWS's own policies that may be attached: for service roles, and for instances' agents. */
  private static final Set<String> MANAGED =
      Set.of(
          "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
          "arn:aws:iam::aws:policy/AWSCodeDeployRoleForECSLimited",
          "arn:aws:iam::aws:policy/service-role/AWSConfigRoleForOrganizations",
          "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
          "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores");

  @Override
  public String promise() {
    return "no role may do everything, or something to everything, without a reason";
  }

  @Override
  public List<Violation> check(Estate estate) {
    var violations = new ArrayList<Violation>();
    for (String type : List.of("aws_iam_role_policy", "aws_iam_policy")) {
      for (Resource policy : estate.all(type)) {
        Statement.of(policy, "policy").forEach(statement -> judge(statement, violations));
      }
    }
    estate.all("aws_iam_role").forEach(role -> trust(role, violations));
    violations.addAll(
        new Findings(estate)
            .each(
                "aws_iam_role_policy_attachment",
                "attaches a policy that is not on the list of reasons",
                a -> MANAGED.contains(a.text("policy_arn")))
            .none(
                "aws_iam_user",
                "is a user: people come by Identity Center, machines by roles",
                r -> true)
            .none("aws_iam_access_key", "is a key that lasts", r -> true)
            .list());
    return violations;
  }

  private static void judge(Statement statement, List<Violation> violations) {
    if (!statement.allows()) {
      return;
    }
    for (String action : statement.actions()) {
      if (action.endsWith("*")) {
        add(violations, statement, action + " is a family of actions: name those that are needed");
      }
      if (statement.resources().contains("*")
          && !statement.hasCondition()
          && !WITHOUT_RESOURCE.contains(action)) {
        add(violations, statement, action + " on every resource");
      }
      if (action.equals("iam:PassRole") && !statement.hasCondition()) {
        add(violations, statement, "hands roles to any service");
      }
    }
    if (statement.node().has("NotAction") || statement.node().has("NotResource")) {
      add(violations, statement, "allows by exception");
    }
  }

  /** A service takes a role for this account only; another account's principal is narrowed. */
  private static void trust(Resource role, List<Violation> violations) {
    for (Statement statement : Statement.of(role, "assume_role_policy")) {
      boolean instances =
          statement.node().at("/Principal/Service").asText().equals("ec2.amazonaws.com");
      if (statement.allows() && !statement.hasCondition() && !instances) {
        add(violations, statement, "trusts without a condition (confused deputy)");
      }
    }
  }

  private static void add(List<Violation> violations, Statement statement, String sentence) {
    violations.add(new Violation(statement.of().address(), statement.sid() + ": " + sentence));
  }
}
