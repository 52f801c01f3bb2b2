package trunkline.bridge.state;

import java.sql.SQLException;

/** The bridge's own database does not do what is asked; nothing half done is left in it. */
public final class StateProblem extends RuntimeException {
  private static final String UNIQUE_VIOLATION = "23505";

  StateProblem(String message) {
    super(message);
  }

  StateProblem(SQLException cause) {
    super(message(cause), cause);
  }

  private static String message(SQLException cause) {
    return UNIQUE_VIOLATION.equals(cause.getSQLState())
        ? "the platform gave a row an id that belongs to another row, perhaps of another run into the same platform; nothing of the chunk was recorded: find out which of the two is right before going on"
        : "the bridge's database failed (SQLSTATE %s); what was loaded is safe: mend it and run again"
            .formatted(cause.getSQLState());
  }
}
