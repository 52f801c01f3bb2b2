package trunkline.warehouse.loader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import trunkline.platform.json.Json;
import trunkline.warehouse.landing.Batch;

/**
 * Where lines lie that were no events: one file a batch, written anew when the batch is judged
 * anew. The files hold customers' data and are for the owner's eyes only.
 */
public record Quarantine(Path folder) {
  /** Lines of a batch, each with its number and the reason. */
  void put(Batch batch, List<JudgedLines.Refused> refused) {
    try {
      Path place = folder.resolve(batch.service());
      Files.createDirectories(place);
      Path file = place.resolve(batch.from() + ".ndjson");
      replace(file, refused.stream().map(line -> line(batch, line)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replace(Path file, List<String> lines) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".part");
    Files.createFile(part);
    part.toFile().setReadable(false, false);
    part.toFile().setReadable(true, true);
    Files.write(part, lines);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String line(Batch batch, JudgedLines.Refused refused) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("batch", batch.name());
    entry.put("line", refused.line());
    entry.put("reason", refused.reason());
    entry.put("text", refused.text());
    return Json.write(entry);
  }

  /** Takes out every line that holds any of these texts; answers how many. */
  public long forget(Collection<String> texts) {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (var files = Files.walk(folder)) {
      long forgotten = 0;
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).toList()) {
        forgotten += forget(file, texts);
      }
      return forgotten;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int forget(Path file, Collection<String> texts) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<String> left =
        lines.stream().filter(line -> texts.stream().noneMatch(line::contains)).toList();
    if (left.size() < lines.size()) {
      replace(file, left);
    }
    return lines.size() - left.size();
  }

  /** How many lines lie there. */
  public long lines() {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".ndjson"))
          .mapToLong(Quarantine::lines)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
