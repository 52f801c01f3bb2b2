package trunkline.scenarios.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import trunkline.local.LocalConfig;
import trunkline.local.LocalDatabase;
import trunkline.local.Services;
import trunkline.platform.testing.Traces;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.engine.Literal;

/** Looks for a text wherever a platform keeps anything. */
record EveryStore(LocalConfig config) {
  static final String LANDING = "landing";
  static final String LAKE = "lake";

  /** Where it stands, by store: each service's database, the landing, the lake. */
  Map<String, List<String>> traces(String text) throws Exception {
    var traces = new TreeMap<String, List<String>>();
    for (var row : Services.rows()) {
      traces.put(row.name(), Traces.in(LocalDatabase.access(config, row.name()), text));
    }
    traces.put(LANDING, Traces.in(config.landing(), text));
    traces.put(LAKE, lake(text));
    traces.values().removeIf(List::isEmpty);
    return traces;
  }

  /** Files in whose bytes or, where they are Parquet, in whose rows it stands. */
  private List<String> lake(String text) throws IOException {
    Path lake = config.home().resolve(LAKE);
    if (!Files.isDirectory(lake)) {
      return List.of();
    }
    var settings = new EngineSettings("512MB", 1, config.home().resolve("spill"));
    try (Stream<Path> files = Files.walk(lake);
        var engine = EmbeddedEngine.open(settings)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> holds(engine, file, text))
          .map(file -> lake.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static boolean holds(EmbeddedEngine engine, Path file, String text) {
    try {
      String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return bytes.contains(text)
          || (file.toString().endsWith(".parquet") && rows(engine, file).contains(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String rows(EmbeddedEngine engine, Path file) {
    return engine
        .rows("SELECT t::VARCHAR FROM read_parquet(%s) AS t".formatted(Literal.text(file)))
        .toString();
  }
}
