package trunkline.bridge.mapping;

import java.util.List;
import trunkline.bridge.source.CsvDialect;
import trunkline.bridge.source.KeysetSql;

/** What kind of source a mapping reads, and which columns name a row. */
public sealed interface SourceSpec {
  List<String> key();

  record Csv(CsvDialect dialect, List<String> key) implements SourceSpec {
    public Csv {
      key = List.copyOf(key);
    }
  }

  record Jdbc(KeysetSql sql) implements SourceSpec {
    @Override
    public List<String> key() {
      return sql.keyColumns();
    }
  }
}
