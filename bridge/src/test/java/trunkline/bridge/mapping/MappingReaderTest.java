package trunkline.bridge.mapping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mapping file is right, or refused with the place of the mistake. */
class MappingReaderTest {
  private static final String RIGHT =
      """
      mapping: trunkline.bridge/1
      name: small
      version: 3
      tenant: acme
      source: {kind: csv, encoding: UTF-8, key: [id]}
      exclude:
        - {name: gone, when: {column: gone, in: ["J"]}, reason: deleted}
      fields:
        name: {column: name, do: [trim, blankToNull]}
        fee: {column: fee, do: [{decimal: {precision: 9, scale: 2}}]}
        hello: {template: "Hello ${name}"}
      require:
        - {field: name, reason: is blank, hint: write one}
      merge: {name: same, match: [name], atMost: 5}
      targets:
        - {resource: individual, as: party, body: {familyName: "${name}"}}
        - {resource: customer, body: {engagedParty: {id: "${id:party}"}, fee: "${fee}"}}
      money: [fee]
      """;

  @Test
  void rightFile_read() {
    Mapping mapping = read(RIGHT);
    assertEquals("small", mapping.name());
    assertEquals(3, mapping.version());
    assertEquals(Set.of("id", "gone", "name", "fee"), mapping.columns());
    assertEquals(2, mapping.scaleOf("fee"));
  }

  @Test
  void anyChange_isAnotherMapping() {
    assertNotEquals(read(RIGHT).sha256(), read(RIGHT + "# a remark\n").sha256());
  }

  @ParameterizedTest(name = "{0} → {1}: {2}")
  @CsvSource(
      delimiter = '§',
      textBlock =
          """
          trunkline.bridge/1 § trunkline.bridge/9 § mapping must be trunkline.bridge/1
          name: small § name: Small § name must be lower-case
          version: 3 § version: three § version must be a whole number
          tenant: acme § tenat: acme § tenant is missing
          tenant: acme § {tenant: acme, colour: red} § is not YAML
          encoding: UTF-8 § encoding: UTF-9 § source.encoding must be an encoding
          kind: csv § kind: xls § source.kind must be csv or jdbc
          key: [id] § key: [] § source.key must be a list
          key: [id] § key: [id], colour: red § source.colour is not known
          in: ["J"] § in: [01] § exclude[0].when.in[0] must be text; put it in quotes
          in: ["J"] § im: ["J"] § exclude[0].when needs one of in, notIn, matches, blank
          [trim, blankToNull] § [trim, blankToNul] § fields.name.do[1] (blankToNul) is not a step
          [trim, blankToNull] § [trim, decimal] § fields.name.do[1] needs settings
          scale: 2 § scael: 2 § fields.fee.do[0].decimal.scale is missing
          precision: 9 § precision: 99 § a decimal has 1 to 38 digits
          precision: 9 § precision: 9, colour: red § fields.fee.do[0].decimal.colour is not known
          Hello ${name} § Hello ${nmae} § fields.hello.template names the field nmae
          Hello ${name} § Hello ${hello} § fields.hello needs itself
          Hello ${name} § Hello ${id:party} § ids exist only in a target's body
          Hello ${name} § Hello ${} § write ${field}
          {field: name, reason § {field: nam, reason § require[0].field names the field nam
          match: [name] § match: [email] § merge.match names the field email
          atMost: 5 § atMost: 1 § merge.atMost must be 2 or more
          ${id:party} § ${id:account} § ${id:account}, which no target above it gets
          familyName: "${name}" § familyName: "${nme}" § targets[0].body names the field nme
          resource: customer § resource: individual § targets has a resource twice
          money: [fee] § money: [name] § money has name, which has no decimal step
          money: [fee] § mony: [fee] § mony is not known
          """)
  void wrongFile_refusedWithItsPlace(String right, String wrong, String message) {
    assertTrue(RIGHT.contains(right), right);
    refused(RIGHT.replace(right, wrong), message);
  }

  @Test
  void keyTwice_refused() {
    refused(RIGHT + "version: 4\n", "is not YAML: Duplicate field 'version'");
  }

  @Test
  void alias_refused() {
    String aliased =
        RIGHT
            .replace("{precision: 9, scale: 2}", "&amount {precision: 9, scale: 2}")
            .replace("[trim, blankToNull]", "[trim, {decimal: *amount}]");
    refused(aliased, "has a YAML alias");
  }

  @Test
  void notYamlAtAll_refused() {
    refused("a: [", "is not YAML");
    refused("just words", "must be a block");
  }

  @Test
  void shippedMappings_read() {
    for (String name : ShippedMappings.names()) {
      assertEquals(name, ShippedMappings.find(name).name());
    }
    InvalidMapping none =
        assertThrows(InvalidMapping.class, () -> ShippedMappings.find("no-such-mapping"));
    assertTrue(String.valueOf(none.getMessage()).contains("neither a readable file nor one of"));
  }

  private static Mapping read(String yaml) {
    return MappingReader.read(yaml.getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String yaml, String message) {
    InvalidMapping refused = assertThrows(InvalidMapping.class, () -> read(yaml));
    assertTrue(String.valueOf(refused.getMessage()).contains(message), refused.getMessage());
  }
}
