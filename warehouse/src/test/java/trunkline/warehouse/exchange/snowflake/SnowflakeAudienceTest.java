package trunkline.warehouse.exchange.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import trunkline.warehouse.ServedWarehouse;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.WarehouseCommand;

/** Who reads in Snowflake sees what their role may, and no log tells a secret. */
class SnowflakeAudienceTest {
  private static final String PARTIES = "\"TELCO\".\"PUBLISHED\".\"DIM_PARTY\"";

  @TempDir Path far;
  private SnowflakeStandIn standIn;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws Exception {
    standIn = TestSnowflake.start(far);
  }

  @AfterEach
  void stop() {
    assertEquals(List.of(), standIn.unexpected());
    standIn.close();
  }

  private int run(List<String> settings, String... arguments) {
    var config = TestSnowflake.config(standIn, settings.toArray(String[]::new));
    var command =
        new WarehouseCommand(
            () -> TestWarehouse.config(ServedWarehouse.filled(), 1_000),
            () -> {
              throw new IllegalStateException("nothing is served");
            },
            () -> config);
    return new CommandLine(command)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void personalColumns_areMasked_unlessTheRoleMayHaveThem() throws Exception {
    assertEquals(
        0, run(List.of(), "snowflake", "publish", "core.dim_party", "churn"), err::toString);
    assertTrue(
        out.toString().contains("core.dim_party: 3 rows published as batch"), out.toString());
    assertTrue(out.toString().contains("marts.churn: "), out.toString());
    String all = standIn.rows("SELECT * FROM " + PARTIES).toString();
    for (String secret : List.of("p-jane", "Jane", "Roe", "1980-05-17", "Secret")) {
      assertFalse(all.contains(secret), secret);
    }
    assertEquals(3, standIn.rows("SELECT DISTINCT PARTY_ID FROM " + PARTIES).size());
    long records = records();

    List<String> clear =
        List.of("role", "trunkline_clear", "audience.clearRoles", "trunkline_clear");
    assertEquals(0, run(clear, "snowflake", "publish", "core.dim_party"), err::toString);
    all = standIn.rows("SELECT * FROM " + PARTIES).toString();
    assertTrue(all.contains("p-jane") && all.contains("1980-05-17"), all);
    assertEquals(records + 1, records(), "who got personal data is recorded");

    List<String> acme = List.of("audience.tenant", "bolt");
    assertEquals(0, run(acme, "snowflake", "publish", "core.dim_party"), err::toString);
    assertEquals(List.of("bolt"), standIn.rows("SELECT TENANT FROM " + PARTIES));
  }

  private static long records() throws IOException {
    try (var files = Files.walk(ServedWarehouse.filled().resolve("lake/audit"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void withoutAKeyOfPseudonyms_idsAreNotPublished() {
    List<String> none = List.of("audience.pseudonymKey", "");
    assertEquals(1, run(none, "snowflake", "publish", "core.dim_party"));
    assertTrue(out.toString().contains("no key of pseudonyms is set"), out.toString());
    assertFalse(standIn.statements().stream().anyMatch(sql -> sql.startsWith("PUT")));
  }

  @Test
  void command_saysWhichWays_andThatThereIsNothing() {
    assertEquals(2, run(List.of(), "snowflake", "sideways"));
    assertEquals(2, run(List.of(), "snowflake"));
    assertEquals(0, run(List.of(), "snowflake", "pull"));
    assertTrue(out.toString().contains("nothing new"), out.toString());
    assertEquals(1, run(List.of(), "snowflake", "pull", "unknown"));
    assertEquals(1, run(List.of(), "snowflake", "publish", "unknown"));
    assertEquals(1, run(List.of("account", "other"), "snowflake", "publish"));
    assertTrue(err.toString().contains("lets the user loader not in"), err.toString());
  }

  /** All that is written, by us and by the driver, while things go well and while they do not. */
  @Test
  void nothingThatIsWritten_holdsASecret() {
    PrintStream screen = System.out;
    PrintStream errors = System.err;
    var written = new ByteArrayOutputStream();
    try (var all = new PrintStream(written, true, StandardCharsets.UTF_8)) {
      System.setOut(all);
      System.setErr(all);
      run(List.of(), "snowflake", "publish", "churn");
      run(List.of("account", "other"), "snowflake", "publish", "churn");
      standIn.failAt(3, SnowflakeStandIn.Fault.LOST_AFTER);
      run(List.of(), "snowflake", "publish", "churn");
    } finally {
      System.setOut(screen);
      System.setErr(errors);
    }
    String said = written.toString(StandardCharsets.UTF_8) + out + err;
    assertTrue(said.contains("lets the user loader not in"), said);
    String key = TestSnowflake.pem(TestSnowflake.KEYS.getPrivate());
    assertFalse(said.contains(key.substring(60, 100)), "the private key");
    assertFalse(said.contains(TestSnowflake.PSEUDONYM_KEY), "the key of the pseudonyms");
    assertFalse(said.contains("eyJ"), "a token of the login");
    assertFalse(said.contains("master-"), "a token of the session");
  }
}
