package trunkline.local.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import trunkline.local.LocalConfig;
import trunkline.local.RunFolder;
import trunkline.local.demo.Demo;

/** {@code ./trunkline demo}. */
@Command(
    name = "demo",
    description =
        "Makes a monolith, migrates it, fills the warehouse, and shows that every figure agrees.",
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private final LocalConfig config;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--customers",
      defaultValue = "10000",
      description = "rows of the monolith (default: ${DEFAULT-VALUE})")
  private int customers;

  DemoCommand(LocalConfig config) {
    this.config = config;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (RunFolder.of(config).findProcess().isEmpty()) {
      Detached.start(config);
    }
    out.println("Trunkline is up.");
    var demo =
        new Demo(
            config,
            Surroundings.ofBridge(config, System.getenv()),
            Surroundings.ofWarehouse(config, System.getenv()),
            out);
    boolean agrees = demo.run(customers);
    out.println();
    out.println(agrees ? "Every figure agrees." : "The figures do not agree; see above.");
    out.println(next());
    return agrees ? 0 : 1;
  }

  private String next() {
    String customer = config.edgeUrl() + "/tmf-api/customerManagement/v4/customer";
    return """

      Trunkline goes on running; ./trunkline stop ends it. Three things to try:

        TOKEN=$(./trunkline token --role agent)
        curl -s -H "Authorization: Bearer $TOKEN" '%s?status=Active&sort=-name&limit=3'
        curl -s -H "Authorization: Bearer $(./trunkline token --role viewer)" '%s?limit=1'      # personal data masked
        ./trunkline warehouse query "SELECT * FROM marts.churn ORDER BY segment"
      """
        .formatted(customer, customer);
  }
}
