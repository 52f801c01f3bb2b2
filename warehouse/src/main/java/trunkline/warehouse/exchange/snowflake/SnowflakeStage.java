package trunkline.warehouse.exchange.snowflake;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.refusal.Refusal;

/** The internal stage through which files go, and the folders in it. */
record SnowflakeStage(SnowflakeSession session) {
  private static final String NAME = "TRUNKLINE_STAGE";

  void ensure() {
    session.run("CREATE STAGE IF NOT EXISTS " + session.name(NAME));
  }

  /** A place in it, such as {@code publish/churn/}. */
  String at(String folder) {
    return "@" + session.name(NAME) + "/" + folder;
  }

  /** Takes away what an earlier run has left. */
  void clear(String folder) {
    session.run("REMOVE " + at(folder));
  }

  void put(Path file, String folder) {
    check(
        "PUT",
        "UPLOADED",
        session.rows(
            "PUT %s %s AUTO_COMPRESS = FALSE OVERWRITE = TRUE"
                .formatted(Literal.text("file://" + file), at(folder))));
  }

  /** Fetches all files of a folder into one of this machine. */
  void get(String folder, Path to) {
    check(
        "GET",
        "DOWNLOADED",
        session.rows("GET %s %s".formatted(at(folder), Literal.text("file://" + to + "/"))));
  }

  /** The answer has a row for each file; one of its columns is how it went. */
  private static void check(String what, String good, List<List<@Nullable Object>> files) {
    for (List<@Nullable Object> file : files) {
      if (!file.contains(good)) {
        throw Refusal.snowflakeRefused(what, "it ended with " + file);
      }
    }
  }
}
