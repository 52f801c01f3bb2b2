package trunkline.local.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import trunkline.platform.json.Json;

/** The whole platform as a process, from the first start to its end by every means. */
@Timeout(600)
class PlatformProcessTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private Path home = Path.of("");
  private Cli cli = new Cli(home);

  @BeforeEach
  void makeHome() throws IOException {
    Path parent = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    home = Files.createTempDirectory(parent, "home");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    cli = new Cli(home);
  }

  @AfterEach
  void stop() throws Exception {
    cli.run("stop");
    try (var files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  @Test
  void killedWhileWriting_comesUpAgainWithEveryAcknowledgedRow() throws Exception {
    assertEnded(0, "Trunkline is up.", cli.run("up", "--detach"));
    String token = token();
    var killer =
        Thread.startVirtualThread(
            () -> {
              sleep();
              ProcessHandle.of(process()).orElseThrow().destroyForcibly();
            });
    int acknowledged = createUntilItBreaks(token);
    killer.join();
    assertTrue(acknowledged > 0, "nothing was written before the kill");

    assertEnded(0, "Trunkline is up.", cli.run("up", "--detach"));
    assertEquals("UP", Json.parse(get("/healthz", "").body()).path("status").asText());
    var all = get("/tmf-api/party/v4/individual?limit=1", token);
    int kept = Integer.parseInt(all.headers().firstValue("X-Total-Count").orElse("0"));
    assertTrue(
        kept == acknowledged || kept == acknowledged + 1,
        "acknowledged " + acknowledged + ", kept " + kept);
  }

  @Test
  void runningPlatform_refusesASecondAndEndsOnStop() throws Exception {
    assertEnded(1, "is not running", cli.run("status"));
    assertEnded(0, "is not running", cli.run("stop"));
    assertEnded(1, "nothing has run here yet", cli.run("token", "--role", "agent"));

    assertEnded(0, "Trunkline is up.", cli.run("up", "--detach"));
    assertEnded(0, "runs as process", cli.run("status"));
    assertEnded(1, "already running as process " + process(), cli.run("up"));
    assertEnded(1, "already running as process " + process(), cli.run("up", "--detach"));
    assertEnded(1, "no role 'nobody'", cli.run("token", "--role", "nobody"));
    assertEnded(1, "demo acme", cli.run("token", "--role", "agent", "--tenant", "other"));

    assertEnded(0, "Trunkline has stopped.", cli.run("stop"));
    for (String part : List.of("EDGE", "FIRST_SERVICE", "IDENTITY", "POSTGRES")) {
      assertThrows(
          IOException.class,
          () -> new Socket(InetAddress.getLoopbackAddress(), cli.port(part)).close(),
          part);
    }
    assertFalse(Files.exists(home.resolve("postgres/data/postmaster.pid")), "ended in order");
  }

  @Test
  void interrupted_stopsInOrder() throws Exception {
    Process up = cli.start("up");
    var output = up.inputReader();
    while (!"Trunkline is up.".equals(output.readLine())) {
      assertTrue(up.isAlive());
    }
    new ProcessBuilder("kill", "-INT", Long.toString(up.pid())).start().waitFor();
    assertTrue(up.waitFor(60, TimeUnit.SECONDS));
    assertTrue(output.lines().toList().contains("Trunkline has stopped."));
    assertFalse(Files.exists(home.resolve("postgres/data/postmaster.pid")), "ended in order");
  }

  @Test
  void interruptedWhileStarting_leavesNothingRunning() throws Exception {
    Process up = cli.start("up");
    Path server = home.resolve("postgres/data/postmaster.pid");
    while (up.isAlive() && !Files.exists(server)) {
      Thread.sleep(5);
    }
    new ProcessBuilder("kill", "-INT", Long.toString(up.pid())).start().waitFor();
    assertTrue(up.waitFor(60, TimeUnit.SECONDS));
    assertFalse(Files.exists(server), "the database lives on");
    assertEnded(0, "is not running", cli.run("stop"));
  }

  @Test
  void killed_leavesADatabaseThatStopEnds() throws Exception {
    assertEnded(0, "Trunkline is up.", cli.run("up", "--detach"));
    ProcessHandle running = ProcessHandle.of(process()).orElseThrow();
    running.destroyForcibly();
    running.onExit().get();
    assertEnded(0, "a killed run left behind has stopped", cli.run("stop"));
    assertEnded(0, "is not running", cli.run("stop"));
  }

  @Test
  void takenPort_isNamedBeforeAnythingStarts() throws Exception {
    try (var taken = new ServerSocket(cli.port("EDGE"), 1, InetAddress.getLoopbackAddress())) {
      var outcome = cli.run("up");
      assertEnded(1, "port " + taken.getLocalPort() + " is taken by another program", outcome);
      assertTrue(outcome.output().contains("TRUNKLINE_PORTS_EDGE"));
      assertEnded(1, "is taken by another program", cli.run("up", "--detach"));
    }
    assertFalse(Files.exists(home.resolve("postgres")), "nothing was started");
    assertEnded(0, "is not running", cli.run("stop"));
  }

  @Test
  void startThatFailsHalfWay_leavesNothingRunning() throws Exception {
    Files.writeString(home.resolve("identity"), "where a folder should be");
    assertEnded(1, "identity", cli.run("up"));
    assertTrue(Files.exists(home.resolve("postgres/data")), "the database had started");
    assertFalse(Files.exists(home.resolve("postgres/data/postmaster.pid")), "and ended in order");
    assertEnded(0, "is not running", cli.run("stop"));
  }

  @Test
  void wrongSettings_areNamed() throws Exception {
    assertEnded(2, "TRUNKLINE_PORT_EDGE", cli.with("TRUNKLINE_PORT_EDGE", "1").run("status"));
    var other = new Cli(home).with("TRUNKLINE_PORTS_EDGE", "http");
    assertEnded(2, "ports.edge=http is not valid", other.run("status"));
  }

  private String token() throws Exception {
    var outcome = cli.run("token", "--role", "agent");
    assertEquals(0, outcome.status(), outcome.output());
    assertTrue(outcome.output().matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n"), "the token alone");
    return outcome.output().strip();
  }

  private int createUntilItBreaks(String token) throws InterruptedException {
    int created = 0;
    try {
      while (true) {
        var request =
            HttpRequest.newBuilder(URI.create(cli.edge() + "/tmf-api/party/v4/individual"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"givenName\":\"Kari\",\"familyName\":\"N\"}"))
                .build();
        var answer = HTTP.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
          return created;
        }
        created++;
      }
    } catch (IOException e) {
      return created;
    }
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(cli.edge() + path))
            .header("Authorization", "Bearer " + token)
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private long process() {
    try {
      return cli.runningProcess();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(3000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertEnded(int status, String said, Cli.Outcome outcome) {
    assertEquals(status, outcome.status(), outcome.output());
    assertTrue(outcome.output().contains(said), outcome.output());
  }
}
