package trunkline.platform.landing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import trunkline.platform.json.Json;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/**
 * Writes batches again whose events have become less. A batch keeps its place and its events
 * theirs; its new data lies in a file of its own until the manifest, replaced by rename, names it,
 * so a reader finds a whole batch at every moment and a killed rewrite is done again from the
 * start.
 */
public final class LandingRewrite {
  private final Path folder;
  private final EventLine line;

  public LandingRewrite(String service, LandingConfig config, EventLine line) {
    this.folder = config.folder().resolve(service);
    this.line = line;
  }

  /**
   * Puts these events, as they are now, in the place of those that were landed; what has aged out
   * of the landing is passed over.
   *
   * @return how many batches were not so yet
   */
  public synchronized long rewrite(List<LogEvent> events) {
    try {
      long rewritten = 0;
      for (var batch : byBatch(events).entrySet()) {
        rewritten += rewrite(batch.getKey(), batch.getValue()) ? 1 : 0;
      }
      return rewritten;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<Position, Map<Position, LogEvent>> byBatch(List<LogEvent> events) throws IOException {
    TreeMap<Position, Path> manifests = Manifest.byPosition(folder);
    var batches = new TreeMap<Position, Map<Position, LogEvent>>();
    for (LogEvent event : events) {
      Position from = manifests.lowerKey(event.position());
      if (from != null) {
        batches.computeIfAbsent(from, f -> new HashMap<>()).put(event.position(), event);
      }
    }
    return batches;
  }

  private boolean rewrite(Position from, Map<Position, LogEvent> events) throws IOException {
    Path path = folder.resolve(Manifest.fileName(from));
    Manifest manifest = Manifest.read(path);
    boolean changed = false;
    var lines = new ArrayList<String>();
    for (String before : lines(folder.resolve(manifest.file()))) {
      LogEvent event = events.get(positionOf(before));
      String after = event == null ? before : line.of(event);
      changed |= !after.equals(before);
      lines.add(after);
    }
    if (changed) {
      Path temporary = folder.resolve(from.text() + ".rewriting");
      String sha256 = BatchFile.write(temporary, lines);
      Manifest revised = manifest.revised(Files.size(temporary), sha256);
      BatchFile.publish(temporary, folder.resolve(revised.file()));
      Files.writeString(temporary, revised.json());
      BatchFile.publish(temporary, path);
      manifest = revised;
    }
    sweep(from, manifest.file());
    return changed;
  }

  private static List<String> lines(Path file) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return in.lines().toList();
    }
  }

  private static Position positionOf(String line) {
    JsonNode event = Json.parse(line);
    return new Position(event.path("tx").asLong(), event.path("seq").asLong());
  }

  /** Whatever a kill has left of this batch besides what its manifest names. */
  private void sweep(Position from, String file) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, from.text() + ".*")) {
      for (Path path : all) {
        String name = path.getFileName().toString();
        if (!name.equals(file) && !name.equals(Manifest.fileName(from))) {
          Files.delete(path);
        }
      }
    }
  }
}
