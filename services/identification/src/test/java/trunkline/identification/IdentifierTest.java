package trunkline.identification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import trunkline.platform.config.InvalidConfiguration;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** A government identifier is nobody else's, and stands nowhere in clear. */
class IdentifierTest {
  private static final String TENANT = "acme";
  private static final String PID = "29028098765";
  private static final String PASSPORT = "C01X00T478";
  private Platform platform;

  @BeforeEach
  void start() {
    platform = Platform.start();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void secondPersonWithTheIdentifier_isRecordedAsSuspicious() {
    String jane = platform.individual(TENANT, "Jane", "Roe", "1980-02-29");
    String twin = platform.individual(TENANT, "Jane", "Roe", "1980-02-29");
    platform.eid().logIn(PID, "Jane", "Roe", "1980-02-29");
    Expect.status(200, platform.verify(TENANT, jane, "low"));
    Answer refused = Expect.refusal(409, "identifierTaken", platform.verify(TENANT, twin, "low"));
    String suspicious = refused.header("Location");
    JsonNode recorded = Expect.status(200, platform.agent(TENANT).get(suspicious)).json();
    assertEquals("needsReview", recorded.path("status").asText());
    assertEquals("[\"identifierTaken\"]", recorded.path("finding").toString());
    assertEquals(jane, recorded.path("conflictsWith").asText());

    String approve = "{\"decision\":\"approve\",\"reason\":\"merged\"}";
    Expect.refusal(
        409, "identifierTaken", platform.reviewer(TENANT).post(suspicious + "/decision", approve));
    String first = platform.identities(TENANT, jane).at("/0/id").asText();
    Expect.status(
        200,
        platform.agent(TENANT).merge(Platform.IDENTITY + "/" + first, "{\"status\":\"revoked\"}"));
    Platform.await(
        () -> platform.reviewer(TENANT).post(suspicious + "/decision", approve).status() == 200);
    assertEquals(1, platform.identities(TENANT, twin).size());
    Expect.refusal(409, "identifierTaken", platform.verify(TENANT, jane, "low"));
  }

  @Test
  void sameIdentifierInAnotherTenant_isAnotherMatter() {
    platform.eid().logIn(PID, "Jane", "Roe", "1980-02-29");
    for (String tenant : new String[] {"one", "two"}) {
      String jane = platform.individual(tenant, "Jane", "Roe", "1980-02-29");
      Expect.status(200, platform.verify(tenant, jane, "low"));
    }
    assertEquals(2, platform.rows("SELECT DISTINCT hash FROM identifier").size());
  }

  @Test
  void keysThatRotate_recogniseTheIdentifierAllTheWay() {
    String jane = platform.individual(TENANT, "Jane", "Roe", "1980-02-29");
    String twin = platform.individual(TENANT, "Jane", "Roe", "1980-02-29");
    platform.eid().logIn(PID, "Jane", "Roe", "1980-02-29");
    Expect.status(200, platform.verify(TENANT, jane, "low"));

    assertThrows(InvalidConfiguration.class, () -> platform.restartWith(Platform.OTHER_HASH_KEY));
    platform.restartWith(Platform.HASH_KEY + " " + Platform.OTHER_HASH_KEY);
    Expect.refusal(409, "identifierTaken", platform.verify(TENANT, twin, "low"));
    Expect.status(200, platform.verify(TENANT, jane, "low"));
    assertEquals(
        List.of("one", "two"), platform.rows("SELECT key_id FROM identifier ORDER BY key_id"));
    platform.restartWith(Platform.OTHER_HASH_KEY);
    Expect.refusal(409, "identifierTaken", platform.verify(TENANT, twin, "low"));
  }

  @Test
  void identifier_standsNowhereInClear() {
    var log = new ListAppender<ILoggingEvent>();
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    log.start();
    root.addAppender(log);
    String jane = platform.individual(TENANT, "Jane", "Roe", "1980-02-29");
    String other = platform.individual(TENANT, "Joan", "Doe", "1990-01-01");
    platform.eid().logIn(PID, "Jane", "Roe", "1980-02-29");
    Expect.status(200, platform.verify(TENANT, jane, "low"));
    Expect.refusal(409, "identifierTaken", platform.verify(TENANT, other, "low"));
    platform.eid().forgeUserInfo(claims -> claims.subject("somebody-else"));
    Expect.refusal(422, "userInfoInvalid", platform.verify(TENANT, jane, "low"));
    Answer proposed =
        platform
            .agent(TENANT)
            .post(Platform.MANUAL, ManualVerificationTest.passport(other, PASSPORT));
    Expect.status(201, proposed);
    Platform.await(() -> landed().contains("NationalEidCredential"));
    root.detachAppender(log);

    String logged =
        log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
    assertTrue(logged.contains("user info can't be believed"), logged);
    String everything = platform.everything();
    assertTrue(everything.contains(jane), "the tables were read");
    for (String place : new String[] {everything, landed(), logged, proposed.text()}) {
      assertFalse(place.contains(PID), place);
      assertFalse(place.contains(PASSPORT), place);
    }
  }

  /** All batches that the service has written for the warehouse. */
  private String landed() {
    try (Stream<Path> files = Files.walk(platform.service().landing())) {
      return files
          .filter(file -> file.toString().endsWith(".ndjson.gz"))
          .map(IdentifierTest::unzipped)
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unzipped(Path file) {
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
