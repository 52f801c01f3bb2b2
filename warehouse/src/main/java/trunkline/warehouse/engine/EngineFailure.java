package trunkline.warehouse.engine;

import java.sql.SQLException;
import java.util.Objects;

/** The engine could not run a statement. The message is the engine's own. */
public final class EngineFailure extends RuntimeException {
  private final String said;

  public EngineFailure(SQLException cause) {
    super(cause);
    this.said = Objects.toString(cause.getMessage(), "the engine failed");
  }

  @Override
  public String getMessage() {
    return said;
  }
}
