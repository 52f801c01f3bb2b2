package trunkline.infra.check;

import java.io.IOException;
import java.util.ArrayList;
import trunkline.infra.estate.Estate;
import trunkline.infra.policy.Policy;

/** Every policy over the plan in which every identity is filled in by mocks. */
record PoliciesTier(Bench bench) implements Tier {
  @Override
  public Outcome run() throws IOException {
    if (bench.terraform().isEmpty()) {
      return Outcome.lacks(Bench.NO_TERRAFORM);
    }
    Estate estate = bench.workbench().estate();
    var problems = new ArrayList<String>();
    Policy.all().forEach(policy -> policy.check(estate).forEach(v -> problems.add(v.toString())));
    return Outcome.ran(Policy.all().size() + " policies", problems);
  }
}
