package trunkline.warehouse.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.json.Json;
import trunkline.platform.security.Caller;
import trunkline.warehouse.refusal.Refusal;

/**
 * Who saw personal data in clear: one line of JSON for each answer, on the disk before its first
 * row leaves. A file a month in the lake's {@code audit/}, only ever appended to, for the owner's
 * eyes: a question can hold a person's name.
 *
 * <p>The platform's read audit is a table of a service's PostgreSQL database, written a moment
 * later. The warehouse has no such database, and its answers are few and large: one forced write
 * each costs nothing beside them.
 */
public final class ReadRecord {
  private static final Logger LOG = LoggerFactory.getLogger(ReadRecord.class);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

  private final Path folder;

  public ReadRecord(Path lake) {
    this.folder = lake.resolve("audit");
  }

  /**
   * Records an answer that is about to leave.
   *
   * @param kind query, export or table
   * @throws Refusal when it can't be written; then nothing may leave
   */
  public synchronized void put(
      Instant at,
      Caller caller,
      String kind,
      String sql,
      Collection<String> tables,
      long rows,
      String correlationId) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", at.toString());
    line.put("subject", caller.subject());
    line.put("tenant", caller.tenant());
    line.put("roles", new TreeSet<>(caller.roles()));
    line.put("kind", kind);
    line.put("sql", sql);
    line.put("tables", new TreeSet<>(tables));
    line.put("rows", rows);
    line.put("correlationId", correlationId);
    Path file = folder.resolve("reads-" + MONTH.format(at) + ".ndjson");
    try {
      append(file, Json.write(line) + "\n");
    } catch (IOException e) {
      LOG.error("the record of reads {} can't be written", file, e);
      throw Refusal.auditUnwritable(file);
    }
  }

  private void append(Path file, String line) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var options = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel = FileChannel.open(file, options, owner)) {
      var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
