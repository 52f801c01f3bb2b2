package trunkline.bridge.state;

import java.sql.SQLException;

/** The bridge's own database does not do what is asked; nothing half done is left in it. */
public final class StateProblem extends RuntimeException {
  StateProblem(String message) {
    super(message);
  }

  StateProblem(SQLException cause) {
    super(
        "the bridge's database failed (SQLSTATE %s); what was loaded is safe: mend it and run again"
            .formatted(cause.getSQLState()),
        cause);
  }
}
