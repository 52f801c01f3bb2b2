package trunkline.scenarios.marts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import trunkline.local.Services;
import trunkline.platform.testing.Client;
import trunkline.scenarios.marts.ServiceFigures.Figures;
import trunkline.scenarios.running.Platform;

/** Who read how much, as each service's own audit tells an auditor. Asking it leaves no trace. */
final class ServiceReads {
  private static final int PAGE = 1000;

  private final Platform platform;

  ServiceReads(Platform platform) {
    this.platform = platform;
  }

  Figures accessAudit() {
    var rows = new Rows(8);
    for (int i = 0; i < Services.rows().size(); i++) {
      String service = Services.rows().get(i).name();
      int port = platform.config().ports().firstService() + i;
      count(
          rows, service, audit(new Client("http://127.0.0.1:" + port, platform.token("auditor"))));
    }
    return new Figures(
        "day, service, roles, resource_type, reads, readers, opened, resources_opened, lists, resources_listed, bulk_reads, clear_reads",
        rows.texts());
  }

  private static List<JsonNode> audit(Client auditor) {
    var reads = new ArrayList<JsonNode>();
    JsonNode page;
    do {
      String path = "/audit/v1/read?limit=" + PAGE + "&offset=" + reads.size();
      page = auditor.get(path).json();
      page.forEach(reads::add);
    } while (page.size() == PAGE);
    return reads;
  }

  private static void count(Rows rows, String service, List<JsonNode> reads) {
    Set<List<String>> seen = new HashSet<>();
    for (JsonNode read : reads) {
      var key =
          List.of(
              read.path("at").asText().substring(0, 10),
              service,
              read.path("roles").asText(),
              read.path("resourceType").asText());
      boolean isList = !read.path("resourceId").isTextual();
      int results = read.path("results").asInt();
      rows.add(
          key,
          1,
          seen.add(with(key, "reader", read.path("subject").asText())) ? 1 : 0,
          isList ? 0 : 1,
          !isList && seen.add(with(key, "opened", read.path("resourceId").asText())) ? 1 : 0,
          isList ? 1 : 0,
          isList ? results : 0,
          isList && results >= 100 ? 1 : 0,
          read.path("masked").asBoolean() ? 0 : 1);
    }
  }

  private static List<String> with(List<String> key, String... more) {
    var longer = new ArrayList<>(key);
    longer.addAll(List.of(more));
    return longer;
  }
}
