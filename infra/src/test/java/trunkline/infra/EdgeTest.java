package trunkline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import trunkline.infra.estate.Resource;

/** What the edge and the tasks are told comes from the contracts, not from a second list. */
class EdgeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void restApi_hasEveryPublicRouteAndNoBulk() throws IOException {
    var expected = new TreeSet<String>();
    for (JsonNode route : contract().path("routes")) {
      String prefix = route.path("prefix").asText();
      if (!prefix.startsWith("/bulk/") && !prefix.startsWith("/docs/")) {
        expected.add(prefix);
        expected.add(prefix + "/{proxy+}");
      }
    }
    for (Resource api : PlannedEstate.get().all("aws_api_gateway_rest_api")) {
      var paths = new TreeSet<String>();
      JSON.readTree(api.text("body")).path("paths").fieldNames().forEachRemaining(paths::add);
      assertEquals(expected, paths, api.address());
    }
  }

  @Test
  void loadBalancer_hasEveryRouteOfTheContract() throws IOException {
    var expected = new TreeSet<String>();
    for (String list : new String[] {"routes", "internal"}) {
      contract().path(list).forEach(route -> expected.add(route.path("prefix").asText()));
    }
    var ruled = new TreeSet<String>();
    PlannedEstate.get().all("aws_lb_listener_rule").stream()
        .filter(
            rule ->
                rule.environment().equals("prod") && rule.address().contains(".module.service["))
        .forEach(rule -> ruled.add(path(rule)));
    assertEquals(expected, ruled);
  }

  private static String path(Resource rule) {
    String address = rule.address();
    return address.substring(address.lastIndexOf("[\"") + 2, address.length() - 2);
  }

  @Test
  void everyService_runsInEveryEnvironmentWithItsSentrySecret() throws IOException {
    var estate = PlannedEstate.get();
    for (String environment : estate.accounts().environments().keySet()) {
      for (String service : estate.accounts().services().keySet()) {
        Resource task =
            estate.all("aws_ecs_task_definition").stream()
                .filter(t -> t.text("family").equals("trunkline-" + environment + "-" + service))
                .findFirst()
                .orElseThrow(
                    () -> new AssertionError("no task for " + service + " in " + environment));
        String containers = task.text("container_definitions");
        assertTrue(containers.contains("SENTRY_DSN"), task.address());
        assertFalse(containers.contains("\"password\""), "a secret is handed over by reference");
      }
    }
  }

  @Test
  void pipelines_deployToDevAloneAndAskBeforeTestAndProd() throws IOException {
    for (Resource pipeline : PlannedEstate.get().all("aws_codepipeline")) {
      var order = new ArrayList<String>();
      pipeline
          .at("stage")
          .forEach(
              s ->
                  s.path("action")
                      .forEach(
                          a -> order.add(s.path("name").asText() + "/" + a.path("name").asText())));
      assertEquals(
          List.of(
              "Source/Source",
              "Build/Build",
              "Deploy-dev/Deploy",
              "Deploy-test/Approve",
              "Deploy-test/Deploy",
              "Deploy-prod/Approve",
              "Deploy-prod/Deploy"),
          order,
          pipeline.address());
      assertEquals("V2", pipeline.text("pipeline_type"));
    }
  }

  private static JsonNode contract() throws IOException {
    return new YAMLMapper()
        .readTree(PlannedEstate.repository().resolve("contracts/edge/routes.yaml").toFile());
  }
}
