package trunkline.warehouse.exchange.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trunkline.warehouse.refusal.Refusal;

/** Who is let in, and what is said to who is not. */
class SnowflakeLoginTest {
  @TempDir Path far;

  private static Refusal refused(SnowflakeStandIn standIn, String... settings) {
    var config = TestSnowflake.config(standIn, settings).snowflake();
    return assertThrows(Refusal.class, () -> SnowflakeSession.open(config).close());
  }

  @Test
  void keyThatIsRegistered_isLetIn_andSaysNothingToOthers() throws Exception {
    try (SnowflakeStandIn standIn = TestSnowflake.start(far);
        var session = SnowflakeSession.open(TestSnowflake.config(standIn).snowflake())) {
      assertEquals(List.of(List.of("1")), session.rows("SELECT CAST(1 AS BIGINT)"));
      assertEquals(List.of(), standIn.unexpected());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "account, other, JWT token is invalid",
    "user, somebody, JWT token is invalid",
    "role, accountadmin, not authorized",
  })
  void wrongAccountUserOrRole_isToldOf(String key, String value, String why) throws Exception {
    try (SnowflakeStandIn standIn = TestSnowflake.start(far)) {
      Refusal refusal = refused(standIn, key, value);
      assertEquals(Refusal.Code.SNOWFLAKE_LOGIN, refusal.code());
      assertTrue(refusal.getMessage().contains(why), refusal.getMessage());
    }
  }

  @Test
  void keyThatIsNotRegistered_isRefused_andNotTold() throws Exception {
    String other = TestSnowflake.pem(TestSnowflake.keys(2048).getPrivate());
    try (SnowflakeStandIn standIn = TestSnowflake.start(far)) {
      Refusal refusal = refused(standIn, "key.pem", other);
      assertTrue(refusal.getMessage().contains("RSA_PUBLIC_KEY"), refusal.getMessage());
      assertFalse(refusal.getMessage().contains(other.substring(40, 60)));
    }
  }

  @Test
  void tokenOfAClockThatIsLate_isRefused() throws Exception {
    Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
    try (SnowflakeStandIn standIn = TestSnowflake.start(far, ahead)) {
      assertTrue(refused(standIn).getMessage().contains("JWT token is invalid"));
    }
  }

  @Test
  void nobodyThere_isToldWithinTheLimit() throws Exception {
    try (SnowflakeStandIn standIn = TestSnowflake.start(far)) {
      long began = System.nanoTime();
      Refusal refusal =
          refused(
              standIn, "url", "http://127.0.0.1:1", "limits.login", "PT2S", "limits.retries", "1");
      assertEquals(Refusal.Code.SNOWFLAKE_LOGIN, refusal.code());
      assertTrue(Duration.ofNanos(System.nanoTime() - began).toSeconds() < 20);
    }
  }

  @Test
  void statementThatIsNotKnown_isRefusedAsSnowflakeDoes() throws Exception {
    try (SnowflakeStandIn standIn = TestSnowflake.start(far);
        var session = SnowflakeSession.open(TestSnowflake.config(standIn).snowflake())) {
      Refusal refusal = assertThrows(Refusal.class, () -> session.run("DROP DATABASE \"TELCO\""));
      assertTrue(refusal.getMessage().contains("syntax error"), refusal.getMessage());
      assertTrue(refusal.getMessage().contains("(1003)"), refusal.getMessage());
    }
  }

  @Test
  void driverThatIsNotThere_isToldOf() throws Exception {
    Path nothing = far.resolve("no.jar");
    Refusal refusal = assertThrows(Refusal.class, () -> SnowflakeDriver.from(nothing));
    assertTrue(refusal.getMessage().contains("snowflake.driver"), refusal.getMessage());
    Files.writeString(nothing, "no jar");
    assertThrows(Refusal.class, () -> SnowflakeDriver.from(nothing));
  }
}
