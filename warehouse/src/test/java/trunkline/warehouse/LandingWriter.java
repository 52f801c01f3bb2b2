package trunkline.warehouse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import trunkline.platform.json.Json;

/** Writes batches as the contract in ARCHITECTURE.md (Landing) says, and nothing more. */
public final class LandingWriter {
  private final Path folder;
  private final String service;
  private long tx;
  private long seq;

  public LandingWriter(Path landing) {
    this(landing, "customer");
  }

  public LandingWriter(Path landing, String service) {
    this.folder = landing.resolve(service);
    this.service = service;
  }

  /** Lands {@code events} as one batch after the one before. */
  public Path write(List<LandedEvent> events) {
    return write(events.stream().map(LandedEvent::line).toList(), events.getLast());
  }

  /** Lands any lines; the batch ends at the position of {@code last}. */
  public Path write(List<String> lines, LandedEvent last) {
    try {
      Files.createDirectories(folder);
      byte[] bytes = gzip(lines);
      String base = "%020d-%020d".formatted(tx, seq);
      Path data = Files.write(folder.resolve(base + ".ndjson.gz"), bytes);
      manifest(base, lines.size(), last, bytes);
      tx = last.tx();
      seq = last.seq();
      return data;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lands {@code bytes} as they are, with the digest they have. */
  public Path writeRaw(byte[] bytes, int events, LandedEvent last) throws IOException {
    Files.createDirectories(folder);
    String base = "%020d-%020d".formatted(tx, seq);
    Path data = Files.write(folder.resolve(base + ".ndjson.gz"), bytes);
    manifest(base, events, last, bytes);
    tx = last.tx();
    seq = last.seq();
    return data;
  }

  /** Goes back to the log's beginning, as a cursor that is set back does. */
  public void rewind() {
    tx = 0;
    seq = 0;
  }

  /** Goes on where another writer of the same log has ended. */
  public void skipTo(long lastTx, long lastSeq) {
    tx = lastTx;
    seq = lastSeq;
  }

  private void manifest(String base, int events, LandedEvent last, byte[] bytes)
      throws IOException {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("format", "trunkline.landing/1");
    manifest.put("service", service);
    manifest.put("file", base + ".ndjson.gz");
    manifest.put("events", events);
    manifest.put("from", Map.of("tx", tx, "seq", seq));
    manifest.put("to", Map.of("tx", last.tx(), "seq", last.seq()));
    manifest.put("bytes", bytes.length);
    manifest.put("sha256", sha256(bytes));
    manifest.put("writtenAt", "2026-01-31T10:00:00Z");
    Files.writeString(folder.resolve(base + ".manifest.json"), Json.write(manifest));
  }

  private static byte[] gzip(List<String> lines) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      for (String line : lines) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
