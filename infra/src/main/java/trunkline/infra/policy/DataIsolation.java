package trunkline.infra.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trunkline.infra.Accounts;
import trunkline.infra.Accounts.Account;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Resource;

/**
 * The way around every route: a bucket, key, secret, registry, topic or role that lets another
 * world in. Between the worlds there is the landing bucket with its key, of the same environment,
 * and nothing else; between production and the rest there is nothing.
 */
public final class DataIsolation implements Policy {
  private static final Map<String, String> POLICIES =
      Map.of(
          "aws_s3_bucket_policy", "policy",
          "aws_kms_key", "policy",
          "aws_ecr_repository_policy", "policy",
          "aws_sns_topic_policy", "policy",
          "aws_secretsmanager_secret_policy", "policy",
          "aws_iam_role", "assume_role_policy");
  private static final Map<String, String> IDENTITIES =
      Map.of("aws_iam_role_policy", "policy", "aws_iam_policy", "policy");
  private static final Pattern ACCOUNT = Pattern.compile("\\b[0-9]{12}\\b");

  /** What a service does to its own part of the landing. */
  private static final List<String> LANDING =
      List.of(
          "s3:PutObject",
          "s3:GetObject",
          "s3:DeleteObject",
          "s3:AbortMultipartUpload",
          "s3:ListBucket",
          "kms:GenerateDataKey",
          "kms:Decrypt");

  private static final Pattern OWN_FOLDER =
      Pattern.compile("arn:aws:s3:::[a-z0-9.-]+/[a-z][a-z-]*/\\*");
  private static final Pattern BUCKET = Pattern.compile("arn:aws:s3:::([a-z0-9.-]+)");

  @Override
  public String promise() {
    return "no policy lets one world into the other but the landing bucket and its key";
  }

  @Override
  public List<Violation> check(Estate estate) {
    var violations = new ArrayList<Violation>();
    POLICIES.forEach(
        (type, attribute) ->
            estate
                .all(type)
                .forEach(
                    resource ->
                        Statement.of(resource, attribute).stream()
                            .filter(Statement::allows)
                            .forEach(s -> principals(estate, s, violations))));
    IDENTITIES.forEach(
        (type, attribute) ->
            estate.all(type).forEach(role -> reach(estate, role, attribute, violations)));
    shares(estate, violations);
    return violations;
  }

  private static void principals(Estate estate, Statement statement, List<Violation> violations) {
    Resource of = statement.of();
    for (String principal : statement.principals()) {
      if (principal.equals("*") && !statement.hasCondition()) {
        violations.add(new Violation(of.address(), statement.sid() + " lets anybody in"));
      }
      accountIn(principal)
          .ifPresent(
              id -> {
                String why = refused(estate, of, id);
                if (!why.isEmpty() && !isLanding(estate, of, id, statement)) {
                  violations.add(new Violation(of.address(), statement.sid() + " " + why));
                }
              });
    }
  }

  private static Optional<String> accountIn(String arn) {
    Matcher matcher = ACCOUNT.matcher(arn);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  private static String refused(Estate estate, Resource of, String principalId) {
    Accounts accounts = estate.accounts();
    if (principalId.equals(accounts.organisation().snowflakeAccount())) {
      return of.address().contains("module.snowflake.") ? "" : "lets Snowflake in";
    }
    Optional<Account> other = accounts.findById(principalId);
    if (other.isEmpty()) {
      return "lets in account " + principalId + ", which is not ours";
    }
    Account own = account(estate, of);
    return apart(own, other.get())
        ? "lets " + name(accounts, other.get()) + " into " + of.account()
        : "";
  }

  private static Account account(Estate estate, Resource resource) {
    return Objects.requireNonNull(estate.accounts().accounts().get(resource.account()));
  }

  private static boolean apart(Account one, Account other) {
    if (one.kind().equals("sandbox") || other.kind().equals("sandbox")) {
      return !one.equals(other);
    }
    return one.isWorkload()
        && other.isWorkload()
        && !(one.kind().equals(other.kind()) && one.stage().equals(other.stage()));
  }

  private static String name(Accounts accounts, Account account) {
    return accounts.accounts().entrySet().stream()
        .filter(entry -> entry.getValue().equals(account))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /**
   * The landing: the microservices account of the same environment, some roles only. What each of
   * them reaches there, its own policy says.
   */
  private static boolean isLanding(Estate estate, Resource of, String writer, Statement statement) {
    var environment = estate.accounts().environments().get(of.environment());
    boolean landing =
        of.address().contains(".module.landing.") || of.address().contains(".module.landing_key.");
    return landing
        && environment != null
        && writer.equals(
            Objects.requireNonNull(estate.accounts().accounts().get(environment.microservices()))
                .id())
        && statement.hasCondition()
        && LANDING.containsAll(statement.actions());
  }

  /** One folder of the bucket and no more, or a list under a condition. */
  private static boolean isOwnPart(Statement statement, String arn) {
    return OWN_FOLDER.matcher(arn).matches()
        || (statement.actions().equals(List.of("s3:ListBucket")) && statement.hasCondition());
  }

  /** What roles may do to other accounts' buckets. */
  private static void reach(
      Estate estate, Resource role, String attribute, List<Violation> violations) {
    Map<String, Resource> buckets = new HashMap<>();
    estate.all("aws_s3_bucket").forEach(bucket -> buckets.put(bucket.text("bucket"), bucket));
    for (Statement statement : Statement.of(role, attribute)) {
      for (String arn : statement.resources()) {
        Matcher matcher = BUCKET.matcher(arn);
        Resource bucket = matcher.find() ? buckets.get(matcher.group(1)) : null;
        if (bucket == null || !apart(account(estate, role), account(estate, bucket))) {
          continue;
        }
        boolean landing =
            bucket.address().contains(".module.landing.")
                && bucket.environment().equals(role.environment())
                && LANDING.containsAll(statement.actions())
                && isOwnPart(statement, arn);
        if (!landing) {
          violations.add(
              new Violation(
                  role.address(),
                  statement.sid()
                      + " reaches "
                      + bucket.text("bucket")
                      + " of "
                      + bucket.account()));
        }
      }
    }
  }

  /** A network's subnets are shared with the account that accounts.yaml names, and no other. */
  private static void shares(Estate estate, List<Violation> violations) {
    Map<String, String> networks = new HashMap<>();
    estate
        .all("aws_ram_resource_share")
        .forEach(
            share ->
                networks.put(share.text("id"), share.text("name").replaceFirst("trunkline-", "")));
    for (Resource principal : estate.all("aws_ram_principal_association")) {
      String arn = principal.text("resource_share_arn");
      Resource share =
          estate.all("aws_ram_resource_share").stream()
              .filter(s -> s.text("arn").equals(arn))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalStateException(principal.address() + " shares nothing"));
      var network = estate.accounts().networks().get(networks.get(share.text("id")));
      String meant =
          network == null
              ? ""
              : Objects.requireNonNull(estate.accounts().accounts().get(network.account())).id();
      if (!principal.text("principal").equals(meant)) {
        violations.add(
            new Violation(
                principal.address(),
                share.text("name")
                    + " is shared with "
                    + principal.text("principal")
                    + ", meant is "
                    + meant));
      }
    }
  }
}
