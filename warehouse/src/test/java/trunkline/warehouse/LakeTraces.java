package trunkline.warehouse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.engine.Literal;

/**
 * Looks for a text in every file of a folder, read as it is and, where it is Parquet, as rows;
 * where it is packed, unpacked.
 */
public final class LakeTraces {
  private LakeTraces() {}

  public static List<String> in(Path lake, String text) throws IOException {
    var traces = new ArrayList<String>();
    try (Stream<Path> files = Files.walk(lake);
        var engine = EmbeddedEngine.open(new EngineSettings("512MB", 1, lake.resolve("spill")))) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String bytes = new String(unpacked(file), StandardCharsets.ISO_8859_1);
        boolean inRows = bytes.startsWith("PAR1") && rows(engine, file).contains(text);
        if (bytes.contains(text) || inRows) {
          traces.add(lake.relativize(file).toString());
        }
      }
    }
    return traces;
  }

  private static byte[] unpacked(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    boolean isPacked = bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    if (!isPacked) {
      return bytes;
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    }
  }

  /** Takes a folder and all in it away. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String rows(EmbeddedEngine engine, Path file) {
    return engine
        .rows("SELECT t::VARCHAR FROM read_parquet(%s) AS t".formatted(Literal.text(file)))
        .toString();
  }
}
