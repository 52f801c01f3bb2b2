package trunkline.infra.policy;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Resource;

/** Nothing but API Gateway, behind WAF, can be reached from the internet. */
public final class OnlyTheEdgeIsPublic implements Policy {
  private static final String ANYWHERE = "0.0.0.0/0";

  @Override
  public String promise() {
    return "nothing is public but the edge, and WAF stands before it";
  }

  @Override
  public List<Violation> check(Estate estate) {
    Set<String> blocked =
        estate.all("aws_s3_bucket_public_access_block").stream()
            .filter(
                b ->
                    b.at("restrict_public_buckets").asBoolean()
                        && b.at("block_public_policy").asBoolean()
                        && b.at("block_public_acls").asBoolean())
            .map(b -> b.text("bucket"))
            .collect(Collectors.toSet());
    Set<String> guarded =
        estate.all("aws_wafv2_web_acl_association").stream()
            .map(a -> a.text("resource_arn"))
            .collect(Collectors.toSet());
    return new Findings(estate)
        .each("aws_s3_bucket", "could be made public", b -> blocked.contains(b.text("id")))
        .each("aws_lb", "faces the internet", lb -> lb.at("internal").asBoolean())
        .each(
            "aws_rds_cluster_instance",
            "has a public address",
            i -> !i.at("publicly_accessible").asBoolean())
        .each(
            "aws_subnet",
            "gives out public addresses",
            s -> !s.at("map_public_ip_on_launch").asBoolean())
        .each(
            "aws_ecs_service",
            "has public addresses",
            s -> !s.at("network_configuration.0.assign_public_ip").asBoolean())
        .each(
            "aws_internet_gateway",
            "stands outside the egress network",
            g -> g.address().startsWith("module.network.module.egress."))
        .each(
            "aws_eip",
            "stands outside the egress network",
            g -> g.address().startsWith("module.network.module.egress."))
        .each("aws_api_gateway_stage", "has no WAF before it", s -> guarded.contains(s.text("arn")))
        .each(
            "aws_api_gateway_rest_api",
            "answers beside its own name, past WAF",
            a -> a.at("disable_execute_api_endpoint").asBoolean())
        .each(
            "aws_vpc_security_group_ingress_rule",
            "lets the internet in",
            r -> !r.text("cidr_ipv4").equals(ANYWHERE) && r.text("cidr_ipv6").isEmpty())
        .each("aws_wafv2_web_acl", "lacks a managed or a rate rule", OnlyTheEdgeIsPublic::complete)
        .none("aws_lambda_function_url", "is public", r -> true)
        .none("aws_lambda_permission", "lets anybody in", r -> r.text("principal").equals("*"))
        .none(
            "aws_security_group_rule",
            "is the old kind of rule: use aws_vpc_security_group_ingress_rule",
            r -> true)
        .none(
            "aws_security_group",
            "holds rules inside: they are not looked at here",
            r -> r.at("ingress").size() > 0)
        .none("aws_vpc_peering_connection", "is a way past the hub", r -> true)
        .list();
  }

  private static boolean complete(Resource acl) {
    String rules = acl.at("rule").toString();
    return rules.contains("AWSManagedRulesCommonRuleSet")
        && rules.contains("rate_based_statement")
        && rules.contains("aggregate_key_type");
  }
}
