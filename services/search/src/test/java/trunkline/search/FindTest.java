package trunkline.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever is looked for is the first that is found, however they are written. */
class FindTest {
  private static final Searching IT = Shared.searching();
  private static final String TENANT = Searching.tenant();
  private static final Map<String, String> IDS = new HashMap<>();

  @BeforeAll
  static void people() {
    add(
        "Jürgen",
        "Müller",
        "juergen.mueller@example.org",
        "+4930901820",
        "Hauptstraße 12",
        "10115");
    add("Anna", "Müller-Lüdenscheidt", "anna.ml@example.org", "+49891234567", "Am Bach 3", "80331");
    add("Hans-Peter", "Großmann", "hpg@example.net", "+43171234567", "Ringgasse 7", "1010");
    add("François", "Lefèvre", "f.lefevre@example.fr", "+33142685300", "rue de la Paix 1", "75002");
    add("Łukasz", "Wójcik", "lukasz@example.pl", "+48221234567", "Nowy Świat 5", "00-001");
    add("Siobhán", "O'Brien", "siobhan@example.ie", "+35315550123", "Grafton Street 9", "D02");
    add("Søren", "Kierkegård", "soren@example.dk", "+4533121212", "Nørregade 10", "1165");
    add(
        "Catherine",
        "Schwarzenegger",
        "cathy@example.com",
        "+12125550199",
        "Main Street 44",
        "10001");
    add("Jane", "Roe", "jane.roe@example.org", "+442071838750", "Baker Street 221b", "NW1");
    add("Ivan", "Иванов", "ivan@example.ru", "+74951234567", "Тверская 1", "125009");
    IT.awaitKnown(TENANT, IDS.getOrDefault("Иванов", ""));
  }

  private static void add(
      String given, String family, String email, String phone, String street, String postCode) {
    String media =
        """
        [{"mediumType":"email","characteristic":{"emailAddress":"%s"}},
         {"mediumType":"phone","characteristic":{"phoneNumber":"%s"}},
         {"mediumType":"postalAddress","characteristic":{"street1":"%s","postCode":"%s","city":"Town"}}]
        """
            .formatted(email, phone, street, postCode);
    IDS.put(family, IT.customer(TENANT, given, family, media));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Jürgen Müller               | Müller              | name    | exact
          juergen mueller             | Müller              | name    | exact
          MULLER, JURGEN              | Müller              | name    | exact
          Jurgen                      | Müller              | name    | word
          Jürg Mül                    | Müller              | name    | prefix
          Jügren Müller               | Müller              | name    | fuzzy
          Jurgen Mulelr               | Müller              | name    | fuzzy
          Jurgen Miller               | Müller              | name    | fuzzy
          Müller-Lüdenscheidt         | Müller-Lüdenscheidt | name    | word
          Muellerluedenscheidt Anna   | Müller-Lüdenscheidt | name    | word
          Luedenscheidt               | Müller-Lüdenscheidt | name    | word
          Ludenscheit                 | Müller-Lüdenscheidt | name    | fuzzy
          Hanspeter Grossmann         | Großmann            | name    | exact
          Hans Peter Großmann         | Großmann            | name    | exact
          peter grossman              | Großmann            | name    | prefix
          Hans Grosmann               | Großmann            | name    | fuzzy
          Francois Lefevre            | Lefèvre             | name    | exact
          Lefvere                     | Lefèvre             | name    | fuzzy
          Lukasz Wojcik               | Wójcik              | name    | exact
          Wojick                      | Wójcik              | name    | fuzzy
          OBrien                      | O'Brien             | name    | word
          O’Brien Siobhan             | O'Brien             | name    | exact
          o brien                     | O'Brien             | name    | word
          Soren Kierkegard            | Kierkegård          | name    | exact
          Shwarzeneger                | Schwarzenegger      | name    | fuzzy
          Katherine Schwarzenegger    | Schwarzenegger      | name    | fuzzy
          Reo Jnae                    | Roe                 | name    | fuzzy
          FrancoisLefevre             | Lefèvre             | name    | exact
          Catherine Schwarzen egger   | Schwarzenegger      | name    | exact
          Jane Maria Roe              | Roe                 | name    | fuzzy
          иванов                      | Иванов              | name    | word
          +49 30 901820               | Müller              | number  | exact
          030/90 18 20                | Müller              | number  | exact
          0049-30-901820              | Müller              | number  | exact
          +49 (0)30 901820            | Müller              | number  | exact
          030 9018                    | Müller              | number  | prefix
          901820                      | Müller              | number  | part
          8301                        | none                | none    | none
          5300                        | Lefèvre             | number  | part
          030 901802                  | Müller              | number  | fuzzy
          +44 20 7183 8750            | Roe                 | number  | exact
          jane.roe@example.org        | Roe                 | email   | exact
          JANE.ROE@EXAMPLE.ORG        | Roe                 | email   | exact
          jane.roe@                   | Roe                 | email   | prefix
          jane.roe@exmaple.org        | Roe                 | email   | fuzzy
          jane.roe@exampel.com        | Roe                 | email   | fuzzy
          jnae.roe@exmaple.org        | Roe                 | email   | fuzzy
          Hauptstr. 12                | Müller              | address | prefix
          hauptstrasse 12 10115       | Müller              | address | word
          Haupstrasse 12              | Müller              | address | fuzzy
          Baker Street                | Roe                 | address | word
          10115                       | Müller              | address | word
          """)
  void whateverTheSpelling_isFirst(String q, String family, String kind, String closeness) {
    List<JsonNode> lines = Searching.lines(IT.search(TENANT, q)).toList();
    if (family.equals("none")) {
      assertEquals(List.of(), lines);
      return;
    }
    assertFalse(lines.isEmpty(), "nothing found");
    JsonNode first = lines.getFirst();
    JsonNode match = first.path("match").path(0);
    assertEquals(IDS.get(family), first.path("id").asText(), lines.toString());
    assertEquals(kind, match.path("kind").asText(), first.toString());
    assertEquals(closeness, match.path("closeness").asText(), first.toString());
  }

  @Test
  void exactBeforePrefixBeforeFuzzy_scoresSaySo() {
    String tenant = Searching.tenant();
    String fuzzy = IT.customer(tenant, "Aron", "Kemper");
    String prefix = IT.customer(tenant, "Zoe", "Kempert");
    String word = IT.customer(tenant, "Bert", "Kemper");
    IT.logs.put(
        "customer", tenant, "organization", "org-" + tenant, "{\"tradingName\":\"Kemper\"}");
    IT.awaitKnown(tenant, "org-" + tenant);
    List<JsonNode> lines = Searching.lines(IT.search(tenant, "Kemper")).toList();
    List<String> ids = lines.stream().map(line -> line.path("id").asText()).toList();
    assertEquals(List.of("org-" + tenant, fuzzy, word, prefix), ids);
    List<Double> scores = lines.stream().map(line -> line.path("score").asDouble()).toList();
    assertEquals(List.of(1.0, 0.9, 0.9, 0.8), scores);
    assertEquals(List.of(prefix), IT.ids(tenant, "Kempertt"));
    assertTrue(
        Searching.lines(IT.search(tenant, "Kempertt"))
            .allMatch(line -> line.path("score").asDouble() < 0.6));
  }

  @Test
  void kind_looksNowhereElse() {
    assertEquals(List.of(), IT.ids(TENANT, "Jane Roe", "kind=address"));
    assertEquals(List.of(IDS.get("Roe")), IT.ids(TENANT, "Jane Roe", "kind=name"));
  }

  @Test
  void limit_isKept() {
    String tenant = Searching.tenant();
    String last = "";
    for (int i = 0; i < 12; i++) {
      last = IT.customer(tenant, "Twin", "Same");
    }
    IT.awaitKnown(tenant, last);
    assertEquals(3, IT.ids(tenant, "Twin Same", "limit=3").size());
    assertEquals(12, IT.ids(tenant, "Twin Same", "limit=50").size());
  }

  @Test
  void anotherTenant_findsNothing() {
    String stranger = Searching.tenant();
    for (String q : new String[] {"Jane Roe", "jane.roe@example.org", "+44 20 7183 8750", "Jnae"}) {
      assertEquals(List.of(), IT.ids(stranger, q));
    }
    assertEquals(List.of(), IT.ids(stranger, IDS.getOrDefault("Roe", ""), "kind=id"));
  }
}
