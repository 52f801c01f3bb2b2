package trunkline.warehouse.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** The engine could not run a statement. The message is the engine's own. */
public final class EngineFailure extends RuntimeException {
  /** How DuckDB begins a message about its surroundings, and not about the statement. */
  private static final List<String> TRANSIENT =
      List.of("IO Error", "Out of Memory Error", "TransactionContext Error", "INTERRUPT Error");

  private final String said;

  public EngineFailure(SQLException cause) {
    super(cause);
    this.said = Objects.toString(cause.getMessage(), "the engine failed");
  }

  /** Whether the same statement may well succeed the next time. */
  public boolean isTransient() {
    return TRANSIENT.stream().anyMatch(said::startsWith);
  }

  @Override
  public String getMessage() {
    return said;
  }
}
