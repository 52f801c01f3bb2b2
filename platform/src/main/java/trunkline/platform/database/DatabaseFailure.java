package trunkline.platform.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refusal;

/**
 * A statement failed. Most failures are faults; the few that the caller's input or patience caused
 * have a {@link #refusal()}.
 */
public final class DatabaseFailure extends RuntimeException {
  private final transient SQLException cause;

  DatabaseFailure(SQLException cause) {
    super(cause.getMessage(), cause);
    this.cause = cause;
  }

  /** The five-character SQLSTATE (PostgreSQL, appendix A), empty when the driver gives none. */
  public String state() {
    return cause.getSQLState() == null ? "" : cause.getSQLState();
  }

  /** True for a violated primary key or unique index. */
  public boolean isDuplicate() {
    return state().equals("23505");
  }

  /** Whether the database refused what it was given (SQLSTATE classes 22 and 23), not the work. */
  public boolean isOfTheData() {
    return state().startsWith("22") || state().startsWith("23");
  }

  /** The violated constraint or unique index; empty when the failure is of another kind. */
  public String constraint() {
    @Nullable ServerErrorMessage message =
        cause instanceof PSQLException failure ? failure.getServerErrorMessage() : null;
    @Nullable String name = message == null ? null : message.getConstraint();
    return name == null ? "" : name;
  }

  /** What to answer when this failure is the caller's to mend or to wait out. */
  public Optional<Refusal> refusal() {
    String state = state();
    if (state.startsWith("22") || state.startsWith("54")) {
      return Optional.of(KernelRefusals.invalidData());
    }
    if (state.equals("57014")) {
      return Optional.of(KernelRefusals.tooCostly());
    }
    if (state.startsWith("40")) {
      return Optional.of(KernelRefusals.undone());
    }
    // 25006: the server has become a reader, its successor is elsewhere
    boolean unreachable =
        state.startsWith("08")
            || state.startsWith("57P")
            || state.startsWith("53")
            || state.equals("25006");
    if (unreachable || cause instanceof SQLTransientConnectionException) {
      return Optional.of(KernelRefusals.databaseUnavailable());
    }
    return Optional.empty();
  }
}
