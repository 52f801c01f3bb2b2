package trunkline.bridge.mapping;

/** The mapping file cannot be used. The message names the place in the file and what to write. */
public final class InvalidMapping extends RuntimeException {
  InvalidMapping(String path, String problem) {
    super("mapping: " + path + " " + problem);
  }

  InvalidMapping(String message, Throwable cause) {
    super("mapping: " + message, cause);
  }
}
