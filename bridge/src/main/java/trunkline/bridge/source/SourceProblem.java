package trunkline.bridge.source;

/**
 * The source cannot be read as it is. The message says where and what to do, and never shows a
 * value of a row.
 */
public final class SourceProblem extends RuntimeException {
  public SourceProblem(String message) {
    super(message);
  }

  public SourceProblem(String message, Throwable cause) {
    super(message, cause);
  }
}
