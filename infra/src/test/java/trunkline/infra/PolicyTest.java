package trunkline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trunkline.infra.policy.Policy;

/** Every policy over the estate as it is. */
class PolicyTest {
  static List<Policy> policies() {
    return Policy.all();
  }

  @ParameterizedTest
  @MethodSource("policies")
  void estateAsItIs_keepsThePolicy(Policy policy) throws IOException {
    assertEquals(List.of(), policy.check(PlannedEstate.get()), policy.promise());
  }
}
