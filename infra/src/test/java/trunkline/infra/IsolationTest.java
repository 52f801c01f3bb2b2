package trunkline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Resource;
import trunkline.infra.policy.DataIsolation;
import trunkline.infra.policy.NetworkIsolation;
import trunkline.infra.policy.Policy;
import trunkline.infra.policy.Violation;

/** Plants one mistake at a time in a copy of the plan: the walk must name what was planted. */
class IsolationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void routeBetweenTheWorlds_isNamed() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource planted =
        hubRoute(estate, "microservices-prod", "10.48.0.0/16", "warehouse-prod", "PLANTED");
    Resource back =
        hubRoute(estate, "warehouse-prod", "10.16.0.0/16", "microservices-prod", "BACK");

    List<Violation> found = new NetworkIsolation().check(estate.with(planted, back));

    assertEquals(2, found.size(), found::toString);
    assertTrue(
        found.toString().contains("microservices-prod reaches warehouse-prod by"), found::toString);
    assertTrue(found.toString().contains("PLANTED"), found::toString);
  }

  @Test
  void smallerBlockThanTheNetwork_isFoundToo() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource planted =
        hubRoute(estate, "microservices-prod", "10.48.200.0/24", "warehouse-prod", "PLANTED");
    assertNamed(new NetworkIsolation(), estate.with(planted), "PLANTED");
  }

  @Test
  void productionAssociatedWithTheTableOfTest_isNamed() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource association =
        named(estate, "aws_ec2_transit_gateway_route_table_association", "[\"warehouse-prod\"]");
    Resource other =
        named(estate, "aws_ec2_transit_gateway_route_table_association", "[\"core-site\"]");
    ObjectNode values = association.values().deepCopy();
    values.set(
        "transit_gateway_route_table_id", other.values().path("transit_gateway_route_table_id"));

    assertNamed(
        new NetworkIsolation(),
        estate.replacing(association, with(association, values)),
        "warehouse-prod reaches microservices-");
  }

  @Test
  void missingBlackhole_opensTheHairpinThroughTheWayOut() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource closed =
        named(estate, "aws_ec2_transit_gateway_route.closed", "[\"microservices-dev 10.0.0.0/8\"]");
    ObjectNode values = closed.values().deepCopy();
    values.put("destination_cidr_block", "10.255.0.0/16");

    List<Violation> found =
        new NetworkIsolation().check(estate.replacing(closed, with(closed, values)));

    assertTrue(
        found.toString().contains("microservices-dev reaches warehouse-prod"), found::toString);
    assertTrue(
        found.toString().contains("module.egress"), "the path leads through the way out: " + found);
  }

  @Test
  void propagationOfTheOtherSite_isNamed() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource learned =
        named(
            estate,
            "aws_ec2_transit_gateway_route_table_propagation",
            "microservices-prod core-site");
    Resource line =
        named(
            estate,
            "aws_ec2_transit_gateway_route_table_propagation",
            "warehouse-prod data-centre\"");
    ObjectNode values = learned.values().deepCopy();
    values.set(
        "transit_gateway_attachment_id", line.values().path("transit_gateway_attachment_id"));
    Resource closed =
        named(
            estate,
            "aws_ec2_transit_gateway_route.closed",
            "[\"microservices-prod 172.20.0.0/16\"]");
    ObjectNode opened = closed.values().deepCopy();
    opened.put("destination_cidr_block", "192.0.2.0/24");

    Estate broken =
        estate
            .with(new Resource("PLANTED", learned.type(), learned.account(), "", values))
            .replacing(closed, with(closed, opened));

    assertNamed(new NetworkIsolation(), broken, "PLANTED");
  }

  @Test
  void peeringPastTheHub_isNamed() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource from = vpc(estate, "microservices-prod");
    Resource to = vpc(estate, "warehouse-prod");
    Resource peering =
        resource(
            "aws_vpc_peering_connection",
            "{\"id\":\"pcx-1\",\"vpc_id\":\"%s\",\"peer_vpc_id\":\"%s\"}",
            from.text("id"),
            to.text("id"));
    Resource route =
        resource(
            "aws_route",
            "{\"route_table_id\":\"%s\",\"destination_cidr_block\":\"10.48.0.0/16\",\"vpc_peering_connection_id\":\"pcx-1\"}",
            named(estate, "aws_route_table.this[\"private\"]", "\"microservices-prod\"")
                .text("id"));
    assertNamed(new NetworkIsolation(), estate.with(peering, route), "PLANTED");
  }

  @Test
  void lostRouteToTheSite_isNamedToo() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource learned =
        named(
            estate,
            "aws_ec2_transit_gateway_route_table_propagation",
            "microservices-test core-site");
    Estate broken =
        new Estate(
            estate.accounts(),
            estate.resources().stream().filter(r -> !r.equals(learned)).toList());
    assertNamed(new NetworkIsolation(), broken, "microservices-test must reach core-site");
  }

  @Test
  void bucketPolicyForTheOtherWorld_isNamed() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource lake = named(estate, "aws_s3_bucket_policy", "module.warehouse_prod.module.lake.");
    assertNamed(
        new DataIsolation(),
        estate.replacing(lake, letIn(lake, "policy", "200000000001")),
        lake.address());
  }

  @Test
  void landingOpenedForReading_isNamed() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource landing =
        named(estate, "aws_s3_bucket_policy", "module.warehouse_prod.module.landing.");
    assertNamed(
        new DataIsolation(),
        estate.replacing(landing, letIn(landing, "policy", "200000000001")),
        landing.address());
  }

  @Test
  void roleThatReachesAllOfTheLanding_isNamed() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource role =
        estate.resources().stream()
            .filter(r -> r.type().equals("aws_iam_role_policy"))
            .filter(r -> r.address().contains("microservices_prod"))
            .filter(r -> r.text("policy").contains("/customer/*"))
            .findFirst()
            .orElseThrow();
    ObjectNode values = role.values().deepCopy();
    values.put("policy", role.text("policy").replace("/customer/*", "/*"));
    assertNamed(new DataIsolation(), estate.replacing(role, with(role, values)), role.address());
  }

  @Test
  void keyForTheOtherStage_isNamed() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource key = named(estate, "aws_kms_key", "module.microservices_prod.module.data_key.");
    assertNamed(
        new DataIsolation(),
        estate.replacing(key, letIn(key, "policy", "200000000002")),
        key.address());
  }

  @Test
  void accountThatIsNotOurs_isNamed() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource images = named(estate, "aws_ecr_repository_policy", "customer");
    assertNamed(
        new DataIsolation(),
        estate.replacing(images, letIn(images, "policy", "999999999999")),
        "not ours");
  }

  @Test
  void subnetsSharedWithTheOtherWorld_isNamed() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource share = named(estate, "aws_ram_principal_association", "\"warehouse-prod\"");
    ObjectNode values = share.values().deepCopy();
    values.put("principal", "200000000001");
    assertNamed(new DataIsolation(), estate.replacing(share, with(share, values)), share.address());
  }

  private static void assertNamed(Policy policy, Estate broken, String what) {
    List<Violation> found = policy.check(broken);
    assertTrue(found.toString().contains(what), () -> what + " is not named in " + found);
  }

  private static Resource named(Estate estate, String type, String part) {
    return estate.resources().stream()
        .filter(r -> r.address().contains(type) && r.address().contains(part))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + type + " with " + part));
  }

  private static Resource vpc(Estate estate, String name) {
    return estate.all("aws_vpc").stream()
        .filter(v -> v.text("tags.Name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Resource hubRoute(
      Estate estate, String table, String to, String attachment, String name) throws IOException {
    String tableId =
        named(estate, "aws_ec2_transit_gateway_route_table.this", "[\"" + table + "\"]").text("id");
    String attachmentId =
        estate.all("aws_ec2_transit_gateway_vpc_attachment").stream()
            .filter(a -> a.text("tags.Name").equals(attachment))
            .findFirst()
            .orElseThrow()
            .text("id");
    Resource route =
        resource(
            "aws_ec2_transit_gateway_route",
            "{\"destination_cidr_block\":\"%s\",\"transit_gateway_attachment_id\":\"%s\",\"transit_gateway_route_table_id\":\"%s\"}",
            to,
            attachmentId,
            tableId);
    return new Resource(name, route.type(), route.account(), "", route.values());
  }

  private static Resource resource(String type, String json, String... values) throws IOException {
    String filled = json;
    for (String value : values) {
      filled = filled.replaceFirst("%s", value);
    }
    return new Resource("PLANTED", type, "network", "", JSON.readTree(filled));
  }

  private static Resource with(Resource old, JsonNode values) {
    return new Resource(old.address(), old.type(), old.account(), old.environment(), values);
  }

  private static Resource letIn(Resource of, String attribute, String account) throws IOException {
    ObjectNode policy = (ObjectNode) JSON.readTree(of.text(attribute));
    policy
        .withArray("Statement")
        .addObject()
        .put("Sid", "Planted")
        .put("Effect", "Allow")
        .put("Action", "s3:GetObject")
        .put("Resource", "*")
        .putObject("Principal")
        .put("AWS", "arn:aws:iam::" + account + ":root");
    ObjectNode values = of.values().deepCopy();
    values.put(attribute, policy.toString());
    return with(of, values);
  }
}
