package trunkline.search;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.platform.database.Database;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.TestDatabase;
import trunkline.search.projection.Document;
import trunkline.search.projection.Projection;

/**
 * How long searches and views take among many customers, over HTTP, one after the other. Measured,
 * not asserted: {@code java … trunkline.search.SearchTiming [customers]}.
 */
public final class SearchTiming {
  private static final short SLOT = 1;
  private static final String TENANT = "timing";
  private static final int ROUNDS = 200;

  /** Before they are measured: a running service has compiled what it does all day. */
  private static final int WARM_UP = 200;

  private static final String[] GIVEN = {
    "Anna",
    "Jürgen",
    "Maria",
    "Peter",
    "Hans-Peter",
    "Sophie",
    "Lukas",
    "Emma",
    "Noah",
    "Mia",
    "Ben",
    "Lea",
    "Paul"
  };
  private static final String[] SYLLABLES = {
    "ber", "ger", "mül", "ler", "schn", "ei", "der", "hof", "mann", "wag", "ner", "kr", "aus",
    "fel", "sch", "ul", "ze", "ri", "cht", "lin"
  };

  private SearchTiming() {}

  public static void main(String[] args) {
    int customers = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
    try (Searching it = Searching.start("search.statementTimeout", "PT30S")) {
      fill(it.service.database(), customers);
      String size = "SELECT pg_size_pretty(pg_database_size(current_database()))";
      System.out.println(it.query(size).getFirst() + " in the database");
      // one that does not hold each answer against the service's description: that takes time too
      String token = Issuer.shared().token(TENANT, "tmf:read", "pii:read");
      var client = new Client(it.service.base(), token);
      System.out.printf(
          "%d customers, ms%n%-30s %8s %8s %8s%n", customers, "", "p50", "p95", "max");
      questions().forEach((name, path) -> measure(client, name, path, customers));
    }
    System.exit(0);
  }

  private static Map<String, IntFunction<String>> questions() {
    Map<String, IntFunction<String>> questions = new LinkedHashMap<>();
    questions.put("full name", n -> q(given(n) + " " + family(n)));
    questions.put("family name", n -> q(family(n)));
    questions.put("frequent given name", n -> q("Anna"));
    questions.put("beginning, two letters", n -> q(family(n).substring(0, 2)));
    questions.put("beginning, four letters", n -> q(family(n).substring(0, 4)));
    questions.put("full name, letters swapped", n -> q(given(n) + " " + swapped(family(n))));
    questions.put("family name, letters swapped", n -> q(swapped(family(n))));
    questions.put("nobody, like many", n -> q("Wxagnerkrausfelschulze " + n));
    questions.put("phone, national", n -> q("0" + Integer.toString(300_000_000 + n)));
    questions.put(
        "phone, last five digits", n -> q(Integer.toString(100_000_000 + n).substring(4)));
    questions.put(
        "phone, digits swapped", n -> q("0" + swapped(Integer.toString(300_000_000 + n))));
    questions.put("e-mail", n -> q("person" + n + "@example.org"));
    questions.put("e-mail, letters swapped", n -> q("presno" + n + "@exmaple.org"));
    questions.put("address", n -> q("Street" + n % 997 + " " + n % 150));
    questions.put("ICCID", n -> q("89490200" + (10_000_000_000L + n)));
    questions.put("customer 360", n -> Searching.WHOLE + "c" + n);
    return questions;
  }

  private static String q(String text) {
    return Searching.PATH + "?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static void measure(Client client, String name, IntFunction<String> path, int customers) {
    var random = new Random(7);
    var nanos = new long[ROUNDS];
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      String target = path.apply(random.nextInt(customers));
      long began = System.nanoTime();
      Expect.status(200, client.get(target));
      if (i >= 0) {
        nanos[i] = System.nanoTime() - began;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        "%-30s %8.1f %8.1f %8.1f%n",
        name, nanos[ROUNDS / 2] / 1e6, nanos[ROUNDS * 95 / 100] / 1e6, nanos[ROUNDS - 1] / 1e6);
  }

  private static String given(int n) {
    return GIVEN[n % GIVEN.length];
  }

  private static String family(int n) {
    var random = new Random(n);
    var name = new StringBuilder();
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      name.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
    }
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  private static String swapped(String word) {
    int at = word.length() / 2;
    return word.substring(0, at) + word.charAt(at + 1) + word.charAt(at) + word.substring(at + 2);
  }

  private static void fill(DatabaseAccess access, int customers) {
    var config = TestDatabase.config(access, 2, Duration.ofMinutes(5));
    long began = System.nanoTime();
    try (Database database =
        Database.open(
            "timing",
            config,
            "classpath:trunkline/platform/migrations",
            "classpath:trunkline/search/migrations")) {
      var batch = new ArrayList<Document>();
      for (int n = 0; n < customers; n++) {
        add(batch, n);
        if (batch.size() >= 500 || n == customers - 1) {
          database.inTransaction(
              Database.ALL_TENANTS,
              connection -> {
                Projection.apply(connection, SLOT, List.copyOf(batch));
                return true;
              });
          batch.clear();
        }
      }
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf("filled in %.0f s: %.0f events a second%n", seconds, customers * 4 / seconds);
  }

  private static void add(List<Document> batch, int n) {
    String name = "\"givenName\":\"%s\",\"familyName\":\"%s\"".formatted(given(n), family(n));
    String media =
        """
        [{"characteristic":{"emailAddress":"person%d@example.org"}},{"characteristic":{"phoneNumber":"+49%d"}},
         {"characteristic":{"street1":"Street%d %d","postCode":"%05d","city":"City"}}]
        """
            .formatted(n, 300_000_000 + n, n % 997, n % 150, n % 9_999);
    batch.add(
        document(
            "customer", "individual", "p" + n, "{%s,\"contactMedium\":%s}".formatted(name, media)));
    batch.add(
        document(
            "customer",
            "customer",
            "c" + n,
            "{\"name\":\"%s %s\",\"status\":\"Active\",\"engagedParty\":{\"id\":\"p%d\"}}"
                .formatted(given(n), family(n), n)));
    batch.add(
        document(
            "subscription",
            "product",
            "pr" + n,
            "{\"status\":\"active\",\"relatedParty\":[{\"id\":\"c%d\"}],\"realizingResource\":[{\"id\":\"s%d\"}]}"
                .formatted(n, n)));
    batch.add(
        document(
            "device",
            "resource",
            "s" + n,
            "{\"resourceCharacteristic\":[{\"name\":\"ICCID\",\"value\":\"89490200%d\"}]}"
                .formatted(10_000_000_000L + n)));
  }

  private static Document document(String service, String type, String id, String body) {
    return Document.of(
            service,
            new LogEvent(
                new Position(1, 1),
                TENANT,
                "e",
                "CreateEvent",
                Instant.EPOCH,
                "c",
                type,
                id,
                1,
                body))
        .getFirst();
  }
}
