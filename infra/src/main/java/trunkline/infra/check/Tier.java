package trunkline.infra.check;

import java.io.IOException;
import java.util.List;

/** One step of the check. */
interface Tier {
  /** What is wrong; nothing when all is well. */
  Outcome run() throws IOException;

  /**
   * How a tier ended.
   *
   * @param missing what this machine lacks; empty when the tier ran
   * @param said what was done, in one line
   */
  record Outcome(String missing, String said, List<String> problems) {
    static Outcome ran(String said, List<String> problems) {
      return new Outcome("", said, List.copyOf(problems));
    }

    static Outcome lacks(String missing) {
      return new Outcome(missing, "", List.of());
    }

    boolean notRun() {
      return !missing.isEmpty();
    }
  }
}
