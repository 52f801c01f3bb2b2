package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A checked resource on its way into the table; {@code body} is its text. */
record Draft(String id, ObjectNode resource, String body, News news, Optional<IdempotencyKey> key) {
  /** One column of many drafts, for a statement that writes them together. */
  static Array column(
      Connection connection, List<Draft> drafts, Function<Draft, @Nullable String> column)
      throws SQLException {
    return connection.createArrayOf("text", drafts.stream().map(column).toArray(String[]::new));
  }
}
