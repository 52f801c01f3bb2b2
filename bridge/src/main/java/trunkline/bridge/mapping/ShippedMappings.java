package trunkline.bridge.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import trunkline.bridge.source.Columns;

/** The mappings that come with the bridge, by name. */
public final class ShippedMappings {
  private static final List<String> NAMES = List.of("telco-churn", "demo-monolith");

  private ShippedMappings() {}

  public static List<String> names() {
    return NAMES;
  }

  /** A shipped mapping by its name, or else the file at that path. */
  public static Mapping find(String nameOrPath) {
    return NAMES.contains(nameOrPath)
        ? shipped(nameOrPath)
        : MappingReader.read(existing(nameOrPath));
  }

  /** The one shipped CSV mapping whose every column stands in the header; none when not clear. */
  public static Optional<Mapping> recognise(Columns header) {
    List<Mapping> fitting =
        NAMES.stream()
            .map(ShippedMappings::shipped)
            .filter(m -> m.source() instanceof SourceSpec.Csv)
            .filter(m -> header.names().containsAll(m.columns()))
            .toList();
    return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
  }

  /** A shipped mapping. */
  public static Mapping shipped(String name) {
    try (InputStream in =
        ShippedMappings.class.getResourceAsStream("/mappings/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks the mapping " + name);
      }
      return MappingReader.read(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("the jar cannot be read", e);
    }
  }

  private static Path existing(String path) {
    Path file = Path.of(path);
    if (!Files.isReadable(file)) {
      throw new InvalidMapping(
          path, "is neither a readable file nor one of the shipped mappings " + NAMES);
    }
    return file;
  }
}
