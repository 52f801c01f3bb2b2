package trunkline.warehouse.engine;

import java.nio.file.Path;

/**
 * What one opened engine may use.
 *
 * @param memory as DuckDB writes it, {@code 2GB}; what doesn't fit is spilled
 * @param threads 0 for all cores
 * @param spillFolder where it spills; may be missing until it does
 */
public record EngineSettings(String memory, int threads, Path spillFolder) {
  public EngineSettings {
    if (!memory.matches("[0-9]+(MB|GB)")) {
      throw new IllegalArgumentException("memory is a number and MB or GB, such as 2GB");
    }
    if (threads < 0) {
      throw new IllegalArgumentException("threads is 0 (all cores) or more");
    }
  }
}
