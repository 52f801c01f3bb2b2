package trunkline.infra.check;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import trunkline.infra.Terraform;
import trunkline.infra.Tools;
import trunkline.infra.check.Tier.Outcome;

/**
 * Runs the tiers and says for each whether it ran. A tier that cannot run here is "NOT RUN", never
 * passed; where the environment variable CI is set it fails, unless TRUNKLINE_INFRA_TIERS (names,
 * separated by commas) leaves it out.
 */
public final class Check {
  private final Tools tools;
  private final PrintWriter out;
  private final Map<String, Tier> tiers = new LinkedHashMap<>();

  /** {@code repository} holds infra/ and contracts/. */
  public Check(Path repository, Tools tools, PrintWriter out) throws IOException {
    this.tools = tools;
    this.out = out;
    Path target = repository.resolve("infra/target");
    var terraform = Terraform.find(tools, target.resolve("terraform"));
    var bench = new Bench(repository, target, tools, terraform);
    tiers.put("accounts", new AccountsTier(bench));
    tiers.put("validate", new ValidateTier(bench));
    tiers.put("plan", new PlanTier(bench));
    tiers.put("policies", new PoliciesTier(bench));
    tiers.put("examples", new ExamplesTier(bench));
    tiers.put("lint", new LintTier(bench));
    tiers.put("apply", new ApplyTier(bench));
  }

  /** Whether everything that had to run did, and found nothing. */
  public boolean run() throws IOException {
    Set<String> wanted = wanted();
    boolean well = true;
    for (Map.Entry<String, Tier> tier : tiers.entrySet()) {
      if (!wanted.contains(tier.getKey())) {
        say("left out  " + tier.getKey() + " (TRUNKLINE_INFRA_TIERS)");
        continue;
      }
      long start = System.nanoTime();
      Outcome outcome = tier.getValue().run();
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      well &= report(tier.getKey(), outcome, took);
    }
    return well;
  }

  private boolean report(String name, Outcome outcome, Duration took) {
    if (outcome.notRun()) {
      boolean must = tools.environment().containsKey("CI");
      say(
          "NOT RUN   "
              + name
              + ": "
              + outcome.missing()
              + (must ? " (CI is set: this fails)" : ""));
      return !must;
    }
    outcome.problems().forEach(problem -> out.println(name + ": " + problem));
    boolean well = outcome.problems().isEmpty();
    say(
        "%s    %s: %s (%d s)"
            .formatted(well ? "passed" : "FAILED", name, outcome.said(), took.toSeconds()));
    return well;
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }

  private Set<String> wanted() throws IOException {
    String named = tools.environment().get("TRUNKLINE_INFRA_TIERS");
    if (named == null) {
      return tiers.keySet();
    }
    Set<String> wanted =
        Arrays.stream(named.split(",")).map(String::strip).collect(Collectors.toSet());
    if (!tiers.keySet().containsAll(wanted)) {
      throw new IOException(
          "TRUNKLINE_INFRA_TIERS names tiers of " + tiers.keySet() + ", not " + wanted);
    }
    return wanted;
  }
}
