package trunkline.platform.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.local.postgres.PostgresOptions;
import trunkline.platform.json.Json;
import trunkline.platform.landing.Landing;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.ServiceUnderTest;

/** The database goes away and comes back under a running service. */
class DatabaseOutageTest {
  private static final PostgresOptions OPTIONS =
      PostgresOptions.throwAway().withSharedBuffersMegabytes(32);

  @TempDir private Path folder = Path.of("");

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  @Test
  void databaseGoneAndBack_callsAreRefusedMeanwhileAndEverythingGoesOn() throws Exception {
    HttpServer subscriber = subscriber();
    Postgres postgres = Postgres.durable(folder, 0, OPTIONS);
    int port = postgres.port();
    try (ServiceUnderTest service = start(postgres.createDatabase("note"))) {
      Client client = service.client("acme");
      subscribe(client, subscriber.getAddress().getPort());
      String before = created(client);
      assertEquals(before, nextTold());

      postgres.close();
      assertRefused(client);

      postgres = Postgres.durable(folder, port, OPTIONS);
      awaitReady(client);
      assertEquals(200, client.get(NoteMain.PATH + "/" + before).status());
      String after = created(client);
      assertEquals(after, nextTold());
      assertLanded(service, List.of(before, after));
    } finally {
      postgres.close();
      subscriber.stop(0);
    }
  }

  private static void assertRefused(Client client) {
    for (Answer refused :
        List.of(
            client.get(NoteMain.PATH),
            client.post(NoteMain.PATH, "{\"name\":\"n\"}"),
            client.get("/health/ready"))) {
      assertEquals(503, refused.status(), refused.text());
      assertEquals("databaseUnavailable", refused.json().path("code").asText());
      assertEquals("503", refused.json().path("status").asText());
      assertFalse(refused.json().path("reason").asText().isEmpty());
      assertEquals("1", refused.header("Retry-After"));
    }
    assertEquals(200, client.get("/health/live").status());
  }

  private static void awaitReady(Client client) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (client.get("/health/ready").status() != 200) {
      assertTrue(System.nanoTime() < end, "the service did not find its database again");
      Thread.sleep(100);
    }
  }

  private String nextTold() throws InterruptedException {
    String id = told.poll(15, TimeUnit.SECONDS);
    return id == null ? "nothing was told" : id;
  }

  private static void assertLanded(ServiceUnderTest service, List<String> ids) throws Exception {
    Path landed = service.landing().resolve("note");
    long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
    while (Landing.read(landed).size() < ids.size() && System.nanoTime() < end) {
      Thread.sleep(50);
    }
    assertEquals(
        ids, Landing.read(landed).stream().map(line -> line.path("resourceId").asText()).toList());
  }

  private static String created(Client client) {
    Answer created = client.post(NoteMain.PATH, "{\"name\":\"Jane\"}");
    assertEquals(201, created.status(), created.text());
    return created.id();
  }

  private static void subscribe(Client client, int port) {
    Answer subscribed =
        client.post(
            "/tmf-api/noteManagement/v4/hub",
            "{\"callback\":\"http://127.0.0.1:%d/told\"}".formatted(port));
    assertEquals(201, subscribed.status(), subscribed.text());
  }

  private HttpServer subscriber() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/told",
        exchange -> {
          JsonNode event =
              Json.parse(
                  new String(
                      exchange.getRequestBody().readAllBytes(),
                      java.nio.charset.StandardCharsets.UTF_8));
          told.add(event.at("/event/note/id").asText());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static ServiceUnderTest start(DatabaseAccess access) {
    return ServiceUnderTest.start(
        NoteMain::start,
        "database.url",
        access.url(),
        "database.user",
        access.user(),
        "database.password",
        access.password(),
        "database.ownerUser",
        access.owner(),
        "database.ownerPassword",
        access.ownerPassword());
  }
}
