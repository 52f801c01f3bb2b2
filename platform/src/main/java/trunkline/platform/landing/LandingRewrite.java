package trunkline.platform.landing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import trunkline.platform.json.Json;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/**
 * Writes batches again whose events have become less. A batch keeps its place and its events
 * theirs; its new data lies in a file of its own until the manifest, replaced as a whole, names it,
 * so a reader finds a whole batch at every moment and a killed rewrite is done again from the
 * start.
 */
public final class LandingRewrite {
  private final LandedBatches landed;
  private final EventLine line;

  public LandingRewrite(String service, LandingConfig config, EventLine line) {
    this.landed = new LandedBatches(config.store(), service);
    this.line = line;
  }

  /**
   * Puts these events, as they are now, in the place of those that were landed; what has aged out
   * of the landing is passed over.
   *
   * @return how many batches were not so yet
   */
  public synchronized long rewrite(List<LogEvent> events) {
    long rewritten = 0;
    for (var batch : byBatch(events).entrySet()) {
      rewritten += rewrite(batch.getKey(), batch.getValue()) ? 1 : 0;
    }
    return rewritten;
  }

  private Map<Position, Map<Position, LogEvent>> byBatch(List<LogEvent> events) {
    var batches = new TreeMap<Position, Map<Position, LogEvent>>();
    if (events.isEmpty()) {
      return batches;
    }
    Position first =
        events.stream().map(LogEvent::position).min(Comparator.naturalOrder()).orElseThrow();
    TreeSet<Position> begins = landed.around(first);
    for (LogEvent event : events) {
      Position from = begins.lower(event.position());
      if (from != null) {
        batches.computeIfAbsent(from, f -> new HashMap<>()).put(event.position(), event);
      }
    }
    return batches;
  }

  private boolean rewrite(Position from, Map<Position, LogEvent> events) {
    Manifest manifest = landed.find(from).orElseThrow();
    boolean changed = false;
    var lines = new ArrayList<String>();
    for (String before : lines(landed.data(manifest).orElseThrow())) {
      LogEvent event = events.get(positionOf(before));
      String after = event == null ? before : line.of(event);
      changed |= !after.equals(before);
      lines.add(after);
    }
    if (changed) {
      BatchFile data = BatchFile.of(lines);
      String file = landed.putData(from, manifest.revision() + 1, data.bytes());
      manifest = manifest.revised(file, data);
      landed.replace(manifest);
    }
    landed.sweep(manifest);
    return changed;
  }

  private static List<String> lines(byte[] data) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(data)), StandardCharsets.UTF_8))) {
      return in.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Position positionOf(String line) {
    JsonNode event = Json.parse(line);
    return new Position(event.path("tx").asLong(), event.path("seq").asLong());
  }
}
