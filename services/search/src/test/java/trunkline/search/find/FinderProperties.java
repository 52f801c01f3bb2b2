package trunkline.search.find;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.platform.database.Database;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.testing.TestDatabase;
import trunkline.search.projection.Document;
import trunkline.search.projection.Kind;
import trunkline.search.projection.Projection;

/**
 * What is found among thousands of names is what comparing each of them finds: no more, no less.
 */
class FinderProperties {
  private static final short SLOT = 1;
  private static final String TENANT = "finder";
  private static final int PEOPLE = 4_000;
  private static final int EVERYTHING = 1_000_000;
  private static final String[] GIVEN = {"anna", "anja", "annabella", "bert", "berta", "xaver"};
  private static final String[] SYLLABLES = {
    "ber", "ger", "mul", "ler", "schn", "hof", "mann", "wag", "ner", "kr", "fel", "ul", "ri", "lin"
  };

  private static Database database = open();
  private static final List<String> NAMES = new ArrayList<>();

  private static Database open() {
    DatabaseAccess access = Postgres.temporary().newDatabase();
    var config = TestDatabase.config(access, 2, Duration.ofSeconds(20));
    return Database.open(
        "finder",
        config,
        "classpath:trunkline/platform/migrations",
        "classpath:trunkline/search/migrations");
  }

  @BeforeContainer
  static void people() {
    var random = new Random(11);
    var documents = new ArrayList<Document>();
    for (int n = 0; n < PEOPLE; n++) {
      String name = GIVEN[random.nextInt(GIVEN.length)] + " " + family(random);
      NAMES.add(name);
      documents.add(document(n, name));
    }
    database.inTransaction(
        Database.ALL_TENANTS,
        connection -> {
          Projection.apply(connection, SLOT, documents);
          return true;
        });
  }

  @AfterContainer
  static void close() {
    database.close();
  }

  private static String family(Random random) {
    var name = new StringBuilder();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      name.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
    }
    return name.toString();
  }

  private static Document document(int n, String name) {
    String body = "{\"tradingName\":\"%s\"}".formatted(name);
    var event =
        new LogEvent(
            new Position(1, 1),
            TENANT,
            "e",
            "CreateEvent",
            Instant.EPOCH,
            "c",
            "organization",
            "o" + n,
            1,
            body);
    return Document.of("customer", event).getFirst();
  }

  private static Collection<Hit> find(String q) {
    var request = new SearchRequest(q, Optional.of(Kind.NAME), SearchRequest.USUAL);
    return database.call(
        TENANT,
        connection -> Finder.find(connection, SLOT, TENANT, Question.of(request), EVERYTHING));
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void beginnings_areFoundAllAndOnly(
      @ForAll @IntRange(max = PEOPLE - 1) int who,
      @ForAll @IntRange(max = 6) int given,
      @ForAll @IntRange(min = 1, max = 9) int family) {
    String[] name = NAMES.get(who).split(" ");
    String q = (start(name[0], given) + " " + start(name[1], family)).strip();
    if (q.replace(" ", "").length() > 1) {
      Set<String> found = ids(find(q), false);
      assertEquals(those(q, String::startsWith), found, q);
    }
  }

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void namesWithOneErrorAWord_areFoundAll_andNothingFartherThanTwo(
      @ForAll @IntRange(max = PEOPLE - 1) int who, @ForAll Random random) {
    String[] name = NAMES.get(who).split(" ");
    String q = mistyped(name[0], random) + " " + mistyped(name[1], random);
    Set<String> found = ids(find(q), true);
    Set<String> near = those(q, (word, asked) -> within(1, word, asked));
    Set<String> allowed = those(q, (word, asked) -> within(2, word, asked));
    allowed.addAll(those(q, String::startsWith));
    assertTrue(found.containsAll(near), () -> q + " lacks " + names(near, found));
    assertTrue(allowed.containsAll(found), () -> q + " has " + names(found, allowed));
  }

  private static String start(String word, int length) {
    return word.substring(0, Math.min(length, word.length()));
  }

  private static Set<String> ids(Collection<Hit> hits, boolean fuzzyToo) {
    return hits.stream()
        .filter(hit -> fuzzyToo || hit.how() != Closeness.FUZZY)
        .map(Hit::id)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The definition: every asked word fits a word of the name. */
  private static Set<String> those(String q, BiPredicate<String, String> fits) {
    var ids = new TreeSet<String>();
    for (int n = 0; n < PEOPLE; n++) {
      List<String> words = Arrays.asList(NAMES.get(n).split(" "));
      boolean all =
          Arrays.stream(q.split(" "))
              .allMatch(asked -> words.stream().anyMatch(word -> fits.test(word, asked)));
      if (all) {
        ids.add("o" + n);
      }
    }
    return ids;
  }

  private static List<String> names(Set<String> of, Set<String> without) {
    return of.stream()
        .filter(id -> !without.contains(id))
        .map(id -> NAMES.get(Integer.parseInt(id.substring(1))))
        .toList();
  }

  private static String mistyped(String word, Random random) {
    int at = 1 + random.nextInt(word.length() - 2);
    return switch (random.nextInt(5)) {
      case 0 -> word.substring(0, at) + word.substring(at + 1);
      case 1 -> word.substring(0, at) + 'q' + word.substring(at);
      case 2 -> word.substring(0, at) + 'q' + word.substring(at + 1);
      case 3 ->
          word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
      default -> word;
    };
  }

  /** By trying: whether so many letters left out, put in, changed or swapped lead to the other. */
  private static boolean within(int errors, String one, String other) {
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    String a = one.substring(same);
    String b = other.substring(same);
    if (errors == 0 || (a.isEmpty() && b.isEmpty())) {
      return a.isEmpty() && b.isEmpty();
    }
    boolean missing = !b.isEmpty() && within(errors - 1, a, b.substring(1));
    boolean added = !a.isEmpty() && within(errors - 1, a.substring(1), b);
    boolean wrong =
        !a.isEmpty() && !b.isEmpty() && within(errors - 1, a.substring(1), b.substring(1));
    return missing
        || added
        || wrong
        || (isSwapped(a, b) && within(errors - 1, a.substring(2), b.substring(2)));
  }

  private static boolean isSwapped(String a, String b) {
    return a.length() > 1
        && b.length() > 1
        && a.charAt(0) == b.charAt(1)
        && a.charAt(1) == b.charAt(0);
  }
}
