package trunkline.bridge.mapping;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import trunkline.bridge.source.CsvDialect;
import trunkline.bridge.source.KeysetSql;

/** Reads the {@code source} block. */
record SourceReader(References references) {
  SourceSpec read(Section section) {
    List<String> key = section.texts("key");
    key.forEach(references::column);
    SourceSpec spec =
        switch (section.text("kind")) {
          case "csv" -> new SourceSpec.Csv(dialect(section), key);
          case "jdbc" -> new SourceSpec.Jdbc(sql(section, key));
          default -> throw new InvalidMapping(section.at("kind"), "must be csv or jdbc");
        };
    section.end();
    return spec;
  }

  private static CsvDialect dialect(Section section) {
    String delimiter = section.findText("delimiter").orElse(",");
    if (delimiter.length() != 1) {
      throw new InvalidMapping(section.at("delimiter"), "must be one character");
    }
    try {
      return new CsvDialect(Charset.forName(section.text("encoding")), delimiter.charAt(0));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new InvalidMapping(section.at("encoding"), "must be an encoding such as UTF-8");
    }
  }

  private static KeysetSql sql(Section section, List<String> key) {
    if (section.has("table")) {
      return KeysetSql.table(section.text("table"), key);
    }
    if (section.has("query")) {
      return KeysetSql.query(section.text("query"), key);
    }
    throw new InvalidMapping(section.path(), "needs table or query");
  }
}
