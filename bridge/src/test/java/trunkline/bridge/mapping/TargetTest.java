package trunkline.bridge.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import trunkline.bridge.source.Columns;
import trunkline.bridge.source.SourceRow;

/** What a row becomes: typed values, and parts that vanish when there is nothing in them. */
class TargetTest {
  private static final Mapping MAPPING =
      MappingReader.read(
          """
          mapping: trunkline.bridge/1
          name: targets
          version: 1
          tenant: acme
          source: {kind: csv, encoding: UTF-8, key: [id]}
          fields:
            name: {column: name, do: [blankToNull]}
            mail: {column: mail, do: [blankToNull]}
            fee: {column: fee, do: [blankToNull, {decimal: {precision: 9, scale: 2}}]}
            left: {column: left, do: [blankToNull, {truth: {"true": ["Y"], "false": ["N"]}}]}
            months: {column: months, do: [blankToNull, {integer: {}}]}
          targets:
            - resource: individual
              as: party
              body:
                "@type": Individual
                familyName: "${name}"
                contactMedium:
                  - {mediumType: email, preferred: true, characteristic: {emailAddress: "${mail}"}}
                  - {mediumType: none}
                greeting: "Dear ${name} <${mail}>"
            - resource: customer
              body:
                engagedParty: {id: "${id:party}"}
                characteristic:
                  - {name: fee, value: "${fee}"}
                  - {name: left, value: "${left}"}
                  - {name: months, value: "${months}"}
                validFor: {endDateTime: "${mail}"}
          """
              .getBytes(StandardCharsets.UTF_8));
  private static final Columns COLUMNS =
      new Columns(List.of("id", "name", "mail", "fee", "left", "months"));

  @Test
  void fullRow_typedValues() {
    MappedRow row = row("1", "Ann", "a@example.org", "9.50", "Y", "12");
    assertEquals(
        """
        {"@type":"Individual","familyName":"Ann","contactMedium":[{"mediumType":"email","preferred":true,"characteristic":{"emailAddress":"a@example.org"}},{"mediumType":"none"}],"greeting":"Dear Ann <a@example.org>"}""",
        target(0).body(row, Map.of()).toString());
    assertEquals(
        """
        {"engagedParty":{"id":"p-1"},"characteristic":[{"name":"fee","value":9.50},{"name":"left","value":true},{"name":"months","value":12}],"validFor":{"endDateTime":"a@example.org"}}""",
        target(1).body(row, Map.of("party", "p-1")).toString());
  }

  @Test
  void blanks_partsWithoutAnyValueVanish() {
    MappedRow row = row("1", "Ann", " ", "", "", "");
    assertEquals(
        """
        {"@type":"Individual","familyName":"Ann","contactMedium":[{"mediumType":"none"}],"greeting":"Dear Ann <>"}""",
        target(0).body(row, Map.of()).toString());
    assertEquals(
        "{\"engagedParty\":{\"id\":\"p-1\"}}",
        target(1).body(row, Map.of("party", "p-1")).toString());
  }

  @Test
  void contentHash_changesWithEveryFieldAndNotWithIds() {
    long hash = target(1).contentHash(row("1", "Ann", "m", "1.00", "Y", "1"));
    assertEquals(hash, target(1).contentHash(row("2", "Bob", "m", "1.00", "Y", "1")));
    assertNotEquals(hash, target(1).contentHash(row("1", "Ann", "m", "1.01", "Y", "1")));
    assertNotEquals(hash, target(1).contentHash(row("1", "Ann", "m", "", "Y", "1")));
    assertNotEquals(hash, target(1).contentHash(row("1", "Ann", "n", "1.00", "Y", "1")));
  }

  private static Target target(int index) {
    return MAPPING.targets().get(index);
  }

  private static MappedRow row(@Nullable String... values) {
    return MAPPING.view(SourceRow.repaired(COLUMNS, values, List.of("id"), "#"));
  }
}
