package trunkline.bridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.mapping.MappingReader;
import trunkline.bridge.mapping.SourceSpec;
import trunkline.bridge.source.CsvSource;

/** A small source whose every row the test knows. */
final class People {
  static final String MAPPING =
      """
      mapping: trunkline.bridge/1
      name: people
      version: 1
      tenant: acme
      source: {kind: csv, encoding: UTF-8, key: [id]}
      exclude:
        - {name: gone, when: {column: gone, in: ["J"]}, reason: deleted by flag}
      fields:
        name: {column: name, do: [trim, blankToNull]}
        email: {column: email, do: [trim, blankToNull, email]}
        fee: {column: fee, do: [trim, blankToNull, {decimal: {precision: 10, scale: 2}}]}
      require:
        - {field: name, reason: is blank, hint: write a name}
      merge: {name: same name and mail, match: [name, email], atMost: 3}
      targets:
        - resource: individual
          as: party
          body: {"@type": Individual, familyName: "${name}"}
        - resource: customer
          body:
            name: "${name}"
            engagedParty: {id: "${id:party}"}
            fee: "${fee}"
        - resource: billingAccount
          body: {name: "${name}", relatedParty: [{id: "${id:party}"}]}
      money: [fee]
      """;

  private People() {}

  static Mapping mapping() {
    return mapping("people");
  }

  /** The same mapping under another name: to the bridge, another system. */
  static Mapping mapping(String name) {
    String yaml = MAPPING.replace("name: people", "name: " + name);
    return MappingReader.read(yaml.getBytes(StandardCharsets.UTF_8));
  }

  static String line(int id) {
    return id + ",Person " + id + ",p" + id + "@example.org," + id + ".10,";
  }

  /** A file with that many rows, each with a mail address and a fee of its own. */
  static Path file(Path folder, int rows) {
    return file(folder, IntStream.rangeClosed(1, rows).mapToObj(People::line).toList());
  }

  static Path file(Path folder, List<String> lines) {
    try {
      String text =
          lines.stream().collect(Collectors.joining("\n", "id,name,email,fee,gone\n", "\n"));
      return Files.writeString(folder.resolve("people.csv"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CsvSource source(Path file) {
    SourceSpec.Csv spec = (SourceSpec.Csv) mapping().source();
    return new CsvSource(file, spec.dialect(), spec.key());
  }
}
