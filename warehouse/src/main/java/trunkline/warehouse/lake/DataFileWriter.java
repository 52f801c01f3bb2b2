package trunkline.warehouse.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.engine.Literal;

/**
 * The engine writes the result of a query as one Parquet file with Iceberg's field ids. The file
 * belongs to nobody until a commit names it.
 */
public final class DataFileWriter {
  /** The rows that a delete file holds; the names and ids are the specification's. */
  private static final Schema DELETED_ROWS =
      new Schema(MetadataColumns.DELETE_FILE_PATH, MetadataColumns.DELETE_FILE_POS);

  private final Lake lake;
  private final EmbeddedEngine engine;

  public DataFileWriter(Lake lake, EmbeddedEngine engine) {
    this.lake = lake;
    this.engine = engine;
  }

  /**
   * One written file, not committed yet.
   *
   * @param path where this machine has it
   * @param location how a commit names it
   */
  public record Written(
      LakeFiles files,
      Path path,
      String location,
      Schema schema,
      long rows,
      long bytes,
      ParquetStatistics columns) {
    /** The file as a commit needs it; {@code partition} is a path such as {@code service=crm}. */
    public DataFile dataFile(PartitionSpec spec, String partition) {
      var builder =
          DataFiles.builder(spec)
              .withPath(location)
              .withFormat(FileFormat.PARQUET)
              .withFileSizeInBytes(bytes)
              .withMetrics(columns.metrics(schema, rows));
      return partition.isEmpty() ? builder.build() : builder.withPartitionPath(partition).build();
    }

    /** Lets the engine see this file as the table it is going to be. */
    public void show(EmbeddedEngine engine, TableIdentifier name) {
      TableView.create(engine, name, schema, TableFiles.of(this));
    }

    /** The file as a commit needs it, when it names deleted rows. */
    public DeleteFile deleteFile(PartitionSpec spec) {
      return FileMetadata.deleteFileBuilder(spec)
          .ofPositionDeletes()
          .withPath(location)
          .withFormat(FileFormat.PARQUET)
          .withFileSizeInBytes(bytes)
          .withMetrics(columns.metrics(schema, rows))
          .build();
    }

    /** Gives the file up: only for who knows that no commit has named it. */
    public void discard() {
      files.deleteFile(location);
    }
  }

  /** Writes {@code select}, whose columns have the names of {@code schema}. */
  public Written write(TableIdentifier table, Schema schema, String select) {
    Path folder =
        lake.tablesFolder().resolve(table.namespace().toString()).resolve(table.name() + "/data");
    Path file = folder.resolve(UUID.randomUUID() + ".parquet");
    lake.makeRoom();
    try (var statement = engine.connection().createStatement()) {
      Files.createDirectories(folder);
      try (ResultSet result = statement.executeQuery(copy(schema, select, file))) {
        result.next();
        return new Written(
            lake.files(),
            file,
            lake.keep(file),
            schema,
            result.getLong("count"),
            result.getLong("file_size_bytes"),
            ParquetStatistics.of((Map<?, ?>) result.getObject("column_statistics")));
      }
    } catch (SQLException e) {
      new LocalFiles().deleteFile(LocalFiles.location(file));
      throw new EngineFailure(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the places of rows that a commit is going to delete.
   *
   * @param places a query for {@link FileRows#FILE} and {@link FileRows#POSITION} of each
   * @param files the table's files as they are
   */
  public Written writeDeletes(TableIdentifier table, TableFiles files, String places) {
    String locations =
        files.data().keySet().stream()
            .map(at -> "(%s, %s)".formatted(Literal.text(files.path(at)), Literal.text(at)))
            .collect(Collectors.joining(", "));
    // sorted, as the specification wants it
    String select =
        "SELECT place.location AS file_path, row.%s AS pos FROM (%s) AS row JOIN (VALUES %s) AS place (path, location) ON place.path = row.%s ORDER BY file_path, pos"
            .formatted(FileRows.POSITION, places, locations, FileRows.FILE);
    return write(table, DELETED_ROWS, select);
  }

  private static String copy(Schema schema, String select, Path file) {
    String ids =
        schema.columns().stream()
            .map(c -> Literal.name(c.name()) + ": " + c.fieldId())
            .collect(Collectors.joining(", ", "{", "}"));
    return "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, DICTIONARY_SIZE_LIMIT 1000, FIELD_IDS %s, RETURN_STATS)"
        .formatted(select, Literal.text(file), ids);
  }
}
