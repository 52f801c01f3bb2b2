package trunkline.warehouse.loader;

import java.util.Map;
import trunkline.warehouse.lake.DataFileWriter.Written;

/**
 * The rows of a chain of batches in one data file, and the lines that did not make it.
 *
 * @param withoutContract how many events there are of each type that no contract speaks of
 */
record EventFile(Written file, long batches, long quarantined, Map<String, Long> withoutContract) {
  EventFile {
    withoutContract = Map.copyOf(withoutContract);
  }
}
