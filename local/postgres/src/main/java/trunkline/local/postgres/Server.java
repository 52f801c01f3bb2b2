package trunkline.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One data folder and the PostgreSQL process over it. Whoever calls holds the folder's lock: a
 * process that is found running is then an orphan of a program that died.
 */
record Server(Path folder, Binaries binaries, ServerUser user) {
  private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);
  private static final int NO_PROCESS = Integer.MAX_VALUE;
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 60;

  /** PostgreSQL's own folder. */
  Path data() {
    return folder.resolve("data");
  }

  /** Makes the data folder unless there is one. It appears by rename: whole or not at all. */
  void initialise(String adminPassword, boolean fsync) {
    try {
      if (Files.exists(data())) {
        requireSameMajorVersion();
        return;
      }
      Path fresh = folder.resolve("data.new");
      Folders.delete(fresh);
      Files.createDirectory(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      user.own(fresh);
      initdb(fresh, adminPassword, fsync);
      Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
      Folders.force(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void initdb(Path fresh, String adminPassword, boolean fsync) throws IOException {
    Path passwordFile =
        Files.createTempFile(
            folder,
            "initdb",
            ".password",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.writeString(passwordFile, adminPassword);
      user.own(passwordFile);
      // The builtin provider sorts by code point: the same on every machine, fast, and indexes
      // serve LIKE; upper and lower follow Unicode.
      run(
          INITDB_LIMIT,
          List.of(
              binaries.program("initdb"),
              "--pgdata=" + fresh,
              "--username=" + Postgres.ADMIN,
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C",
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--data-checksums",
              "--no-instructions",
              fsync ? "--sync-method=fsync" : "--no-sync"));
    } finally {
      Files.delete(passwordFile);
    }
  }

  private void requireSameMajorVersion() throws IOException {
    String written = Files.readString(data().resolve("PG_VERSION")).strip();
    if (!written.equals(binaries.majorVersion())) {
      throw new PostgresFailure(
          "the database in "
              + folder
              + " was written by PostgreSQL "
              + written
              + " and this is "
              + binaries.majorVersion()
              + "; use the release of Trunkline that wrote it to move the data, or another folder.");
    }
  }

  void start(int port, PostgresOptions options) {
    try {
      Path log = folder.resolve("server.log");
      if (Files.exists(log)) {
        Files.move(log, folder.resolve("server.log.previous"), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.createFile(log);
      user.own(log);
      Path configuration = data().resolve("postgresql.conf");
      Files.writeString(configuration, configuration(port, options));
      user.own(configuration);
      disownDeadProcess();
      startPatiently(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Sessions of a server that was killed may live on for a moment and hold its memory. PostgreSQL
   * rightly refuses to start beside them; they end as soon as they notice.
   */
  private void startPatiently(Path log) throws IOException {
    for (int attempt = 1; ; attempt++) {
      var outcome =
          Program.run(
              user.command(
                  List.of(
                      binaries.program("pg_ctl"),
                      "start",
                      "--pgdata=" + data(),
                      "--log=" + log,
                      "--wait",
                      "--timeout=" + START_SECONDS,
                      "--silent")),
              folder,
              Duration.ofSeconds(START_SECONDS + 10));
      if (outcome.succeeded()) {
        return;
      }
      String said = Files.readString(log);
      if (attempt == 20 || !said.contains("is still in use")) {
        throw new PostgresFailure("PostgreSQL did not start: " + lastLines(said));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(Duration.ofMillis(500));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PostgresFailure("interrupted while PostgreSQL starts", e);
    }
  }

  /** Ends the server in order; open transactions are rolled back. Fine when none runs. */
  void stop() {
    if (findProcess().isPresent() && !stopped("fast")) {
      stopped("immediate");
    }
    if (findProcess().isPresent()) {
      throw new PostgresFailure("PostgreSQL in " + folder + " does not stop; see server.log there");
    }
  }

  private boolean stopped(String mode) {
    var outcome =
        Program.run(
            user.command(
                List.of(
                    binaries.program("pg_ctl"),
                    "stop",
                    "--pgdata=" + data(),
                    "--mode=" + mode,
                    "--wait",
                    "--timeout=" + STOP_SECONDS,
                    "--silent")),
            folder,
            Duration.ofSeconds(STOP_SECONDS + 10));
    return outcome.succeeded();
  }

  /** The running postmaster over this folder. */
  Optional<ProcessHandle> findProcess() {
    return pidFileLines().stream()
        .findFirst()
        .map(line -> Long.parseLong(line.strip()))
        .flatMap(ProcessHandle::of)
        .filter(p -> p.info().command().orElse("").endsWith("/postgres"));
  }

  /**
   * A dead server's id may seem alive: taken by another program, or a zombie where process 1 of a
   * container reaps none. PostgreSQL would wait for it for ever, so the id is replaced by one that
   * no process has. The rest of the file stays: by it PostgreSQL finds sessions that still live.
   */
  private void disownDeadProcess() throws IOException {
    List<String> lines = pidFileLines();
    if (!lines.isEmpty() && findProcess().isEmpty()) {
      String rest = String.join("\n", lines.subList(1, lines.size()));
      Files.writeString(pidFile(), NO_PROCESS + "\n" + rest + "\n");
    }
  }

  private Path pidFile() {
    return data().resolve("postmaster.pid");
  }

  private List<String> pidFileLines() {
    try {
      return Files.readAllLines(pidFile());
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void run(Duration limit, List<String> command) {
    var outcome = Program.run(user.command(command), folder, limit);
    if (!outcome.succeeded()) {
      throw new PostgresFailure(command.getFirst() + " failed: " + lastLines(outcome.output()));
    }
  }

  private static String lastLines(String text) {
    List<String> lines = text.strip().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }

  /**
   * Written anew at each start; what a person sets by {@code ALTER SYSTEM} still wins. The log
   * keeps statements and details out, since they quote personal data.
   */
  private static String configuration(int port, PostgresOptions options) {
    String onOff = options.fsync() ? "on" : "off";
    return """
    # Written by Trunkline at each start; use ALTER SYSTEM for settings of your own.
    listen_addresses = '127.0.0.1'
    port = %d
    unix_socket_directories = ''
    max_connections = %d
    shared_buffers = %dMB
    password_encryption = 'scram-sha-256'
    wal_level = logical
    max_wal_size = '2GB'
    fsync = %s
    synchronous_commit = %s
    full_page_writes = %s
    timezone = 'UTC'
    log_timezone = 'UTC'
    lc_messages = 'C'
    log_checkpoints = off
    log_error_verbosity = terse
    log_min_error_statement = panic
    """
        .formatted(
            port, options.maxConnections(), options.sharedBuffersMegabytes(), onOff, onOff, onOff);
  }
}
