package trunkline.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.ServiceUnderTest;

/** Another service asks, and needs the consent service for none of its answers. */
class AskingTest {
  private static final String TENANT = "acme";
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(2);

  private ServiceUnderTest consent;
  private ServiceUnderTest asking;
  private Consenting clerk;
  private Client client;

  @BeforeEach
  void start() {
    consent = ServiceUnderTest.start(ConsentMain::start);
    asking = ServiceUnderTest.start(AskingMain::start, "peers.url", consent.base());
    clerk = Consenting.in(consent, TENANT);
    client = asking.client(TENANT);
  }

  @AfterEach
  void stop() {
    asking.close();
    consent.close();
  }

  @Test
  void withdrawal_isSeenWithinTwoSeconds_grantAndDeletionToo() throws Exception {
    assertEquals("unknown", verdict("jane"));
    String path = clerk.profileOf("jane", Consenting.granted(Consenting.EMAIL));
    await("granted", "jane", Duration.ofSeconds(10)); // the first look may come from a cold start
    long worst = 0;
    for (int i = 0; i < 5; i++) {
      clerk.say(path, Consenting.denied(Consenting.EMAIL));
      worst = Math.max(worst, await("denied", "jane", SEEN_WITHIN));
      clerk.say(path, Consenting.granted(Consenting.EMAIL));
      await("granted", "jane", SEEN_WITHIN);
    }
    System.out.printf("a withdrawal was seen after %d ms at most%n", worst);
    Expect.status(204, clerk.client().delete(path));
    await("unknown", "jane", SEEN_WITHIN);
  }

  @Test
  void consentServiceDown_isStillAnswered_andCaughtUpWithWhenItIsBack() throws Exception {
    String path = clerk.profileOf("jane", Consenting.granted(Consenting.EMAIL));
    await("granted", "jane", Duration.ofSeconds(10));
    consent.close();
    assertEquals("granted", verdict("jane"));
    asking.restart();
    client = asking.client(TENANT);
    assertEquals("granted", verdict("jane"));
    Thread.sleep(5_000); // long enough for a pause that doubles to outgrow what is promised
    consent.restart();
    clerk.say(path, Consenting.denied(Consenting.EMAIL));
    await("denied", "jane", Duration.ofSeconds(4));
  }

  @Test
  void replayFromZero_givesTheSameState() throws Exception {
    for (int i = 0; i < 20; i++) {
      String path = clerk.profileOf("p" + i, Consenting.granted(Consenting.EMAIL));
      if (i % 2 == 0) {
        clerk.say(path, Consenting.denied(Consenting.EMAIL));
      }
    }
    clerk.profileOf("last", Consenting.granted(Consenting.EMAIL));
    await("granted", "last", Duration.ofSeconds(10));
    String before = table();
    run("DELETE FROM consent_decision WHERE party_id LIKE '%1'"); // what was lost comes again
    run("UPDATE cursor_position SET tx = '0', seq = 0 WHERE name = 'consent'");
    clerk.profileOf("later", Consenting.granted(Consenting.EMAIL));
    await("granted", "later", Duration.ofSeconds(10));
    run("DELETE FROM consent_decision WHERE party_id = 'later'");
    assertEquals(before, table());
    assertTrue(before.contains("p1 marketing.email granted"), before);
  }

  private String verdict(String party) {
    return Expect.status(200, client.get("/asking/v1/" + party)).json().path("verdict").asText();
  }

  /** Answers after how many milliseconds. */
  private long await(String verdict, String party, Duration patience) throws InterruptedException {
    long began = System.nanoTime();
    while (!verdict(party).equals(verdict)) {
      assertTrue(
          System.nanoTime() - began < patience.toNanos(), party + " is still " + verdict(party));
      Thread.sleep(5);
    }
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  private void run(String sql) throws SQLException {
    try (Connection owner = asking.database().connectAsOwner();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  private String table() throws SQLException {
    String sql =
        """
        SELECT string_agg(concat_ws(' ', party_id, purpose, decision, since, until, version), E'\\n'
                          ORDER BY party_id, purpose)
        FROM consent_decision
        """;
    try (Connection owner = asking.database().connectAsOwner();
        Statement statement = owner.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
