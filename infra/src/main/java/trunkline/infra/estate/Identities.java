package trunkline.infra.estate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Gives each planned resource the identity that AWS would give it, so that a plan made without AWS
 * has no "known after apply" where one thing points at another. Identities follow from the
 * resource's address: the same tree makes the same plan.
 */
public final class Identities {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> ID_BEGINS =
      Map.of(
          "aws_organizations_organizational_unit",
          "ou-0000-",
          "aws_vpc",
          "vpc-",
          "aws_subnet",
          "subnet-");

  private final Owners owners;

  Identities(Owners owners) {
    this.owners = owners;
  }

  /** The id of a resource or a data source, from its address. */
  public static String idOf(String type, String address) {
    return ID_BEGINS.getOrDefault(type, "id-") + hash(address);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A test file that plans the whole root with these identities. */
  String testFile(JsonNode plan) {
    var file = new StringBuilder("mock_provider \"aws\" {\n  override_during = plan\n}\n");
    plan.path("resource_changes").forEach(change -> file.append(override(change)));
    return file.append("run \"resolved\" {\n  command = plan\n}\n").toString();
  }

  private String override(JsonNode change) {
    String address = change.path("address").asText();
    String type = change.path("type").asText();
    if (change.path("mode").asText().equals("data")) {
      return "override_data {\n  target = %s\n  values = { id = \"%s\" }\n}\n"
          .formatted(address, idOf(type, address));
    }
    ObjectNode values = nested(change);
    JsonNode after = change.path("change").path("after");
    change
        .path("change")
        .path("after_unknown")
        .properties()
        .forEach(
            entry -> {
              String name = entry.getKey();
              if (!entry.getValue().isBoolean() || !entry.getValue().asBoolean()) {
                return;
              }
              if (name.equals("id")) {
                values.put(name, id(type, address, after));
              } else if (name.startsWith("arn") || name.endsWith("_arn")) {
                values.put(name, arn(type, address, after));
              }
            });
    return values.isEmpty()
        ? ""
        : "override_resource {\n  target = %s\n  override_during = plan\n  values = %s\n}\n"
            .formatted(address, values);
  }

  /** Some resources are known to others by their name. */
  private static String id(String type, String address, JsonNode after) {
    return switch (type) {
      case "aws_s3_bucket" -> after.path("bucket").asText();
      case "aws_rds_cluster" -> after.path("cluster_identifier").asText();
      default -> idOf(type, address);
    };
  }

  private String arn(String type, String address, JsonNode after) {
    String account = owners.accountId(address);
    String region = owners.region();
    return switch (type) {
      case "aws_iam_role" ->
          "arn:aws:iam::%s:role/%s".formatted(account, after.path("name").asText());
      case "aws_s3_bucket" -> "arn:aws:s3:::" + after.path("bucket").asText();
      case "aws_kms_key" -> "arn:aws:kms:%s:%s:key/%s".formatted(region, account, hash(address));
      case "aws_secretsmanager_secret" ->
          "arn:aws:secretsmanager:%s:%s:secret:%s-AbCdEf"
              .formatted(region, account, after.path("name").asText());
      case "aws_ssm_parameter" ->
          "arn:aws:ssm:%s:%s:parameter%s".formatted(region, account, after.path("name").asText());
      case "aws_ecr_repository" ->
          "arn:aws:ecr:%s:%s:repository/%s".formatted(region, account, after.path("name").asText());
      default ->
          "arn:aws:%s:%s:%s:%s/%s"
              .formatted(type.split("_")[1], region, account, type.substring(4), hash(address));
    };
  }

  /** Values that AWS computes and that our configuration looks into. */
  private ObjectNode nested(JsonNode change) {
    JsonNode after = change.path("change").path("after");
    String account = owners.accountId(change.path("address").asText());
    return switch (change.path("type").asText()) {
      case "aws_acm_certificate" -> {
        String domain = after.path("domain_name").asText();
        yield read(
            """
            {"domain_validation_options": [{"domain_name": "%1$s", "resource_record_name": "_x.%1$s",
              "resource_record_type": "CNAME", "resource_record_value": "_y.acm-validations.aws"}]}"""
                .formatted(domain));
      }
      case "aws_networkfirewall_firewall" -> firewall();
      case "aws_organizations_organization" ->
          read(
              "{\"id\": \"o-trunkline00\", \"roots\": [{\"id\": \"r-0000\", \"name\": \"Root\"}]}");
      case "aws_rds_cluster" ->
          read(
              """
              {"master_user_secret": [{"secret_status": "active", "kms_key_id": "",
                "secret_arn": "arn:aws:secretsmanager:%s:%s:secret:rds!%s-AbCdEf"}]}"""
                  .formatted(owners.region(), account, after.path("cluster_identifier").asText()));
      case "aws_serverlessapplicationrepository_cloudformation_stack" ->
          read(
              "{\"outputs\": {\"RotationLambdaARN\": \"arn:aws:lambda:%s:%s:function:%s\"}}"
                  .formatted(owners.region(), account, after.path("name").asText()));
      case "aws_ecr_repository" ->
          read(
              "{\"repository_url\": \"%s.dkr.ecr.%s.amazonaws.com/%s\"}"
                  .formatted(account, owners.region(), after.path("name").asText()));
      case "aws_route53_zone" ->
          read("{\"name_servers\": [\"ns-1.awsdns-01.org\", \"ns-2.awsdns-02.com\"]}");
      default -> JSON.createObjectNode();
    };
  }

  private ObjectNode firewall() {
    ObjectNode values = JSON.createObjectNode();
    var states = values.putArray("firewall_status").addObject().putArray("sync_states");
    for (char zone : "abc".toCharArray()) {
      var state = states.addObject().put("availability_zone", owners.region() + zone);
      state
          .putArray("attachment")
          .addObject()
          .put("endpoint_id", "vpce-" + zone)
          .put("subnet_id", "subnet-" + zone);
    }
    return values;
  }

  private static ObjectNode read(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("our own JSON does not parse: " + text, e);
    }
  }
}
