package trunkline.infra.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Set;
import trunkline.infra.estate.Estate;

/** The real provider plans every stage for every account and environment, offline, from nothing. */
record PlanTier(Bench bench) implements Tier {
  @Override
  public Outcome run() throws IOException {
    if (bench.terraform().isEmpty()) {
      return Outcome.lacks(Bench.NO_TERRAFORM);
    }
    var problems = new ArrayList<String>();
    Set<String> planned = new HashSet<>();
    for (JsonNode change : bench.workbench().plan().path("resource_changes")) {
      if (change.path("mode").asText().equals("managed")) {
        planned.add(change.path("address").asText());
      }
    }
    Estate estate = bench.workbench().estate();
    estate.resources().stream()
        .filter(resource -> !planned.contains(resource.address()))
        .forEach(r -> problems.add(r.address() + " is not in the provider's own plan"));
    if (planned.size() != estate.resources().size()) {
      problems.add(
          "the provider plans "
              + planned.size()
              + " resources, the filled-in plan has "
              + estate.resources().size());
    }
    return Outcome.ran(
        planned.size() + " resources of " + estate.countByService().size() + " services", problems);
  }
}
