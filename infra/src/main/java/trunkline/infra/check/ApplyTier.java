package trunkline.infra.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trunkline.infra.Run;
import trunkline.infra.Terraform;
import trunkline.infra.estate.Examples;

/**
 * Applies examples to moto, a pretended AWS on this machine, plans again (nothing may differ) and
 * destroys. Only the modules that moto carries: the others are named as not applied.
 */
record ApplyTier(Bench bench) implements Tier {
  /** What moto 5.2.1 creates, reads back as written, and deletes. */
  private static final List<String> CARRIED =
      List.of("key", "bucket", "notices", "deployer", "snowflake");

  @Override
  public Outcome run() throws IOException {
    Optional<Path> moto = bench.tools().find("moto_server");
    if (bench.terraform().isEmpty() || moto.isEmpty()) {
      return Outcome.lacks(
          moto.isEmpty() ? "there is no moto_server on the PATH" : Bench.NO_TERRAFORM);
    }
    int port = freePort();
    Process server =
        new ProcessBuilder(moto.get().toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(bench.target().resolve("moto.log").toFile())
            .start();
    try {
      awaitPort(port, server);
      return applied(port);
    } finally {
      server.destroy();
    }
  }

  private Outcome applied(int port) throws IOException {
    var examples = new Examples(bench.infra());
    Path root = examples.root(bench.target().resolve("moto"), CARRIED, provider(port));
    Terraform terraform = bench.terraform().orElseThrow();
    var problems = new ArrayList<String>();
    terraform.must(root, "init", "-input=false", "-no-color");
    step(
        terraform.run(root, "apply", "-auto-approve", "-input=false", "-no-color"),
        "apply",
        problems);
    step(
        terraform.run(root, "plan", "-detailed-exitcode", "-input=false", "-no-color"),
        "plan after apply",
        problems);
    step(
        terraform.run(root, "destroy", "-auto-approve", "-input=false", "-no-color"),
        "destroy",
        problems);
    var others = new ArrayList<>(examples.read().keySet());
    others.removeAll(CARRIED);
    return Outcome.ran(
        "applied, planned again and destroyed "
            + CARRIED
            + " on moto; NOT applied, planned only: "
            + others,
        problems);
  }

  /** With -detailed-exitcode, 2 means that something differs. */
  private static void step(Run run, String name, List<String> problems) {
    if (!run.succeeded()) {
      problems.add(name + ": " + run.complaint());
    }
  }

  private static String provider(int port) {
    return """
        provider "aws" {
          region                      = "eu-central-1"
          access_key                  = "pretended"
          secret_key                  = "pretended"
          skip_credentials_validation = true
          skip_requesting_account_id  = true
          skip_metadata_api_check     = true
          s3_use_path_style           = true
          max_retries                 = 1
          endpoints {
            iam = "%1$s"
            kms = "%1$s"
            s3  = "%1$s"
            sns = "%1$s"
            sts = "%1$s"
          }
        }
        """
        .formatted("http://127.0.0.1:" + port);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitPort(int port, Process server) throws IOException {
    Instant limit = Instant.now().plus(Duration.ofSeconds(60));
    while (Instant.now().isBefore(limit) && server.isAlive()) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (IOException notYet) {
        pause();
      }
    }
    throw new IOException("moto_server did not start: see infra/target/moto.log");
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(Duration.ofMillis(200));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while moto_server started", e);
    }
  }
}
