package trunkline.infra;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Resource;

class CostTest {
  @Test
  void table_statesDateRegionAndEveryEnvironment() throws IOException {
    String table = cost(PlannedEstate.get()).table();
    assertTrue(table.contains("2026-11-24") && table.contains("eu-central-1"), table);
    assertTrue(table.contains("| prod | test | dev | shared |"), table);
  }

  @Test
  void scheduleAndSpot_makeDevCheaperThanAQuarterOfProduction() throws IOException {
    Cost cost = cost(PlannedEstate.get());
    BigDecimal prod = cost.month("prod");
    assertTrue(prod.compareTo(cost.month("dev").multiply(BigDecimal.valueOf(4))) > 0, cost.table());
  }

  @Test
  void taskOnDemandInsteadOfSpot_costsMore() throws IOException {
    Estate estate = PlannedEstate.get();
    Resource service =
        estate.all("aws_ecs_service").stream()
            .filter(s -> s.environment().equals("dev"))
            .findFirst()
            .orElseThrow();
    ObjectNode values = service.values().deepCopy();
    ((ObjectNode) values.path("capacity_provider_strategy").path(0))
        .put("capacity_provider", "FARGATE");
    Estate dearer =
        estate.replacing(
            service,
            new Resource(service.address(), service.type(), service.account(), "dev", values));
    assertTrue(cost(dearer).month("dev").compareTo(cost(estate).month("dev")) > 0);
  }

  @Test
  void budgets_coverWhatThePlanCosts() throws IOException {
    Estate estate = PlannedEstate.get();
    Cost cost = cost(estate);
    int budgets =
        estate.accounts().accounts().values().stream().mapToInt(Accounts.Account::budget).sum();
    BigDecimal all =
        List.of("prod", "test", "dev", "shared").stream()
            .map(cost::month)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertTrue(
        all.compareTo(BigDecimal.valueOf(budgets)) < 0,
        all + " is more than the budgets, " + budgets);
  }

  private static Cost cost(Estate estate) throws IOException {
    return new Cost(Prices.read(PlannedEstate.repository().resolve("infra/prices.yaml")), estate);
  }
}
