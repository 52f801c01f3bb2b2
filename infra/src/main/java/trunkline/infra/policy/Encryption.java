package trunkline.infra.policy;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Resource;

/** At rest by a key of ours, on the way by TLS 1.2 or later. */
public final class Encryption implements Policy {
  @Override
  public String promise() {
    return "everything is encrypted at rest by a key of ours and on the way by TLS";
  }

  @Override
  public List<Violation> check(Estate estate) {
    Set<String> encrypted =
        estate.all("aws_s3_bucket_server_side_encryption_configuration").stream()
            .map(r -> r.text("bucket"))
            .collect(Collectors.toSet());
    Set<String> tlsOnly =
        estate.all("aws_s3_bucket_policy").stream()
            .filter(Encryption::deniesPlainHttp)
            .map(r -> r.text("bucket"))
            .collect(Collectors.toSet());
    return new Findings(estate)
        .each("aws_s3_bucket", "has no default encryption", b -> encrypted.contains(b.text("id")))
        .each("aws_s3_bucket", "does not refuse plain HTTP", b -> tlsOnly.contains(b.text("id")))
        .each(
            "aws_s3_bucket_server_side_encryption_configuration",
            "uses no key of ours",
            r ->
                r.text("rule.0.apply_server_side_encryption_by_default.0.kms_master_key_id")
                    .startsWith("arn:aws:kms:"))
        .each("aws_kms_key", "is not rotated", key -> key.at("enable_key_rotation").asBoolean())
        .each("aws_cloudwatch_log_group", "has no key", has("kms_key_id"))
        .each(
            "aws_rds_cluster",
            "is not encrypted",
            c -> c.at("storage_encrypted").asBoolean() && has("kms_key_id").test(c))
        .each("aws_rds_cluster_parameter_group", "does not force TLS", Encryption::forcesTls)
        .each("aws_secretsmanager_secret", "has no key", has("kms_key_id"))
        .each("aws_sns_topic", "has no key", has("kms_master_key_id"))
        .each(
            "aws_ecr_repository",
            "has no key",
            r -> has("encryption_configuration.0.kms_key").test(r))
        .each("aws_codecommit_repository", "has no key", has("kms_key_id"))
        .each("aws_codebuild_project", "has no key", has("encryption_key"))
        .each(
            "aws_codepipeline",
            "has no key for artifacts",
            p -> has("artifact_store.0.encryption_key.0.id").test(p))
        .each(
            "aws_cloudtrail",
            "is not encrypted or not validated",
            t -> has("kms_key_id").test(t) && t.at("enable_log_file_validation").asBoolean())
        .each("aws_backup_vault", "has no key", has("kms_key_arn"))
        .each("aws_ebs_encryption_by_default", "is off", r -> r.at("enabled").asBoolean())
        .each(
            "aws_launch_template",
            "has a volume without encryption",
            t -> t.at("block_device_mappings.0.ebs.0.encrypted").asText().equals("true"))
        .each(
            "aws_networkfirewall_firewall",
            "has no key",
            f -> has("encryption_configuration.0.key_id").test(f))
        .each("aws_xray_encryption_config", "has no key", has("key_id"))
        .each("aws_lb_listener", "speaks neither TLS 1.2+ nor passes TLS through", Encryption::tls)
        .each(
            "aws_api_gateway_domain_name",
            "allows TLS before 1.2",
            d -> d.text("security_policy").equals("TLS_1_2"))
        .list();
  }

  private static Predicate<Resource> has(String path) {
    return resource -> !resource.text(path).isEmpty();
  }

  private static boolean deniesPlainHttp(Resource policy) {
    return Statement.of(policy, "policy").stream()
        .anyMatch(
            s ->
                !s.allows()
                    && s.node().at("/Condition/Bool/aws:SecureTransport").asText().equals("false"));
  }

  private static boolean forcesTls(Resource group) {
    for (var parameter : group.at("parameter")) {
      if (parameter.path("name").asText().equals("rds.force_ssl")) {
        return parameter.path("value").asText().equals("1");
      }
    }
    return false;
  }

  /** The NLB of the edge passes TLS through to the ALB: TCP 443 to a target group of type alb. */
  private static boolean tls(Resource listener) {
    return switch (listener.text("protocol")) {
      case "HTTPS", "TLS" -> listener.text("ssl_policy").startsWith("ELBSecurityPolicy-TLS13");
      case "TCP" ->
          listener.at("port").asInt() == 443 && listener.address().contains(".module.ingress.");
      default -> false;
    };
  }
}
