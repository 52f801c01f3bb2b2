package trunkline.bridge.monolith;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Names of many languages, from the lists beside this class. */
final class Names {
  static final Charset WRONG_ENCODING = Charset.forName("windows-1252");

  private final List<String> given = lines("given-names.txt");
  private final List<String> family = lines("family-names.txt");
  private final List<String> cities = lines("cities.txt");
  private final List<String> breakable =
      given.stream().filter(Names::survivesTheWrongEncoding).toList();

  String given(SplittableRandom random) {
    return pick(given, random);
  }

  String family(SplittableRandom random) {
    return pick(family, random);
  }

  String city(SplittableRandom random) {
    return pick(cities, random);
  }

  /** A given name as it looks after UTF-8 was taken for windows-1252. */
  String broken(SplittableRandom random) {
    return misread(pick(breakable, random));
  }

  private static String misread(String name) {
    return new String(name.getBytes(StandardCharsets.UTF_8), WRONG_ENCODING);
  }

  /** Names with letters whose bytes windows-1252 has: with others the damage is beyond repair. */
  private static boolean survivesTheWrongEncoding(String name) {
    return name.chars().anyMatch(c -> c > 0x7F)
        && misread(name).chars().noneMatch(c -> c == 0xFFFD);
  }

  private static String pick(List<String> from, SplittableRandom random) {
    return from.get(random.nextInt(from.size()));
  }

  private static List<String> lines(String resource) {
    try (InputStream in = Names.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new IllegalStateException("the jar cannot be read", e);
    }
  }
}
