package trunkline.scenarios.running;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A command that has ended, with all that it printed. */
public record Finished(int exitCode, String output) {
  public Finished requireSuccess() {
    assertEquals(0, exitCode, output);
    return this;
  }
}
