package trunkline.warehouse.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import trunkline.warehouse.LakeTraces;
import trunkline.warehouse.LandedEvent;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.model.ModelGraph;

/**
 * In whatever order files come, come again, and people are erased: in the end the rows of all
 * others are there once, and nothing of the erased.
 */
class FileErasureProperties {
  private static final int STEPS = 12;
  private static final int PEOPLE = 5;
  private static final String NAMES = "person,note\n";

  @Property(tries = 3, shrinking = ShrinkingMode.OFF)
  void filesAndErasuresInAnyOrder_leaveTheRowsOfTheOthersOnce(@ForAll long seed)
      throws IOException {
    Path home = Files.createTempDirectory("warehouse");
    try {
      new Story(home, new Random(seed)).happens();
    } finally {
      LakeTraces.delete(home);
    }
  }

  private static final class Story {
    private final Random random;
    private final Path home;
    private final LandingWriter landing;
    private final Set<String> files = new TreeSet<>();
    private final Set<Integer> erased = new TreeSet<>();
    private long seq = 1;

    Story(Path home, Random random) throws IOException {
      this.random = random;
      this.home = home;
      this.landing = TestWarehouse.landing(home);
      Files.createDirectories(home.resolve("drop/feeds"));
      Files.createDirectories(home.resolve("drop/incoming"));
      Files.writeString(
          home.resolve("drop/feeds/note.yaml"),
          "files: \"notes-*\"\ncolumns: {person: VARCHAR, note: VARCHAR}\nperson: [person]\n");
      landing.write(TestWarehouse.events(1, 1));
    }

    void happens() throws IOException {
      try (Warehouse warehouse = TestWarehouse.open(home, ModelGraph.of(Map.of()))) {
        for (int step = 0; step < STEPS; step++) {
          step(warehouse);
        }
        send(file());
        var report = warehouse.refresh();
        assertTrue(report.isGood(), report::toString);
        assertEquals(List.of(), warehouse.erasures().waiting());
        assertEquals(erased.size(), warehouse.erasures().done().size());
        assertEquals(rows(), found(warehouse));
        check();
      }
    }

    private void step(Warehouse warehouse) throws IOException {
      switch (random.nextInt(6)) {
        case 0 -> erase(random.nextInt(PEOPLE));
        case 1 -> warehouse.refresh();
        case 2 -> warehouse.drop(line -> {});
        case 3 -> {
          if (!files.isEmpty()) {
            send(List.copyOf(files).get(random.nextInt(files.size())));
          }
        }
        default -> send(file());
      }
    }

    /** Some rows of some people, each said once. */
    private String file() {
      var text = new StringBuilder(NAMES);
      for (int person = 0; person < PEOPLE; person++) {
        if (random.nextBoolean()) {
          text.append("p-%d,said-by-%d-%d\n".formatted(person, person, random.nextInt(1_000_000)));
        }
      }
      return text.toString();
    }

    private void send(String text) throws IOException {
      String name = "notes-%d.csv".formatted(random.nextInt(1_000_000));
      Path file = Files.writeString(home.resolve("drop/incoming").resolve(name), text);
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
      files.add(text);
    }

    private void erase(int person) {
      if (erased.add(person)) {
        landing.write(List.of(LandedEvent.erasure(++seq, "p-" + person)));
      }
    }

    /** The rows of all files that there ever were, but of those who are erased. */
    private List<String> rows() {
      return files.stream()
          .flatMap(String::lines)
          .filter(line -> line.startsWith("p-") && !isErased(line))
          .sorted()
          .toList();
    }

    private boolean isErased(String text) {
      return erased.stream().anyMatch(person -> text.contains("said-by-" + person));
    }

    private static List<String> found(Warehouse warehouse) {
      return warehouse
          .query("SELECT person || ',' || note FROM landing_files.note ORDER BY 1")
          .rows()
          .stream()
          .map(row -> String.valueOf(row.getFirst()))
          .toList();
    }

    private void check() throws IOException {
      for (int person : erased) {
        assertEquals(List.of(), LakeTraces.in(home, "said-by-" + person), "of " + person);
      }
      var kept = new TreeSet<String>();
      try (Stream<Path> done = Files.list(home.resolve("drop/done"))) {
        for (Path file : done.filter(f -> !f.toString().endsWith(".json")).toList()) {
          kept.add(Files.readString(file));
        }
      }
      var wanted = new ArrayList<>(files);
      wanted.removeIf(this::isErased);
      assertEquals(Set.copyOf(wanted), kept, "files that hold nobody who is erased stay");
    }
  }
}
