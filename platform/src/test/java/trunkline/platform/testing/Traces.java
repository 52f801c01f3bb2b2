package trunkline.platform.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import trunkline.local.postgres.DatabaseAccess;

/** Looks for a text in everything that a service keeps, whatever it is called. */
public final class Traces {
  private Traces() {}

  /** Tables and rows in which {@code text} stands, in whichever column. */
  public static List<String> in(DatabaseAccess database, String text) throws SQLException {
    var traces = new ArrayList<String>();
    try (Connection connection = database.connectAsOwner();
        Statement statement = connection.createStatement()) {
      for (String table : tables(statement)) {
        ResultSet rows =
            statement.executeQuery(
                "SELECT left(t::text, 300) FROM %s AS t WHERE strpos(t::text, '%s') > 0"
                    .formatted(table, text.replace("'", "''")));
        while (rows.next()) {
          traces.add(table + ": " + rows.getString(1));
        }
      }
    }
    return traces;
  }

  private static List<String> tables(Statement statement) throws SQLException {
    var tables = new ArrayList<String>();
    ResultSet rows =
        statement.executeQuery(
            """
            SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
            WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
            """);
    while (rows.next()) {
      tables.add(rows.getString(1));
    }
    return tables;
  }

  /** Files below a folder in whose bytes, unpacked where they are packed, {@code text} stands. */
  public static List<String> in(Path folder, String text) throws IOException {
    while (true) {
      try {
        return look(folder, text);
      } catch (NoSuchFileException e) {
        // a file got its name while it was looked at: it stands elsewhere now
      }
    }
  }

  private static List<String> look(Path folder, String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      var traces = new ArrayList<String>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (contents(file).contains(text)) {
          traces.add(file.toString());
        }
      }
      return traces;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String contents(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (file.toString().endsWith(".gz")) {
      try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = in.readAllBytes();
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
