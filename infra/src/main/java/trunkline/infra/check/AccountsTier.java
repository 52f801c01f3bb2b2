package trunkline.infra.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import trunkline.infra.AccountRules;
import trunkline.infra.Accounts;
import trunkline.infra.Run;

/** accounts.yaml keeps its rules, and every file is in Terraform's own format. */
record AccountsTier(Bench bench) implements Tier {
  @Override
  public Outcome run() throws IOException {
    var problems =
        new ArrayList<>(
            AccountRules.problems(Accounts.read(bench.infra().resolve("accounts.yaml"))));
    if (bench.terraform().isEmpty()) {
      return problems.isEmpty()
          ? Outcome.lacks(Bench.NO_TERRAFORM + " for fmt; accounts.yaml was checked and is well")
          : Outcome.ran("accounts.yaml", problems);
    }
    for (String part : List.of("modules", "stages")) {
      Run fmt =
          bench
              .terraform()
              .get()
              .run(bench.infra(), "fmt", "-check", "-recursive", "-no-color", part);
      fmt.complaint()
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(
              file -> problems.add(file + " is not formatted: terraform fmt -recursive infra"));
    }
    return Outcome.ran("accounts.yaml and the format of every file", problems);
  }
}
