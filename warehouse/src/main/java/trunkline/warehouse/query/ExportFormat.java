package trunkline.warehouse.query;

import java.util.Locale;
import trunkline.warehouse.refusal.Refusal;

/** A kind of file that an answer can be written to whole. */
public enum ExportFormat {
  PARQUET("application/vnd.apache.parquet", "FORMAT parquet, COMPRESSION zstd"),
  CSV("text/csv", "FORMAT csv, HEADER");

  private final String mediaType;
  private final String options;

  ExportFormat(String mediaType, String options) {
    this.mediaType = mediaType;
    this.options = options;
  }

  /** The one of that name, such as {@code parquet}. */
  public static ExportFormat of(String name) {
    for (ExportFormat format : values()) {
      if (format.ending().equals(name)) {
        return format;
      }
    }
    throw Refusal.formatUnknown(name, "parquet, csv");
  }

  public String mediaType() {
    return mediaType;
  }

  /** Behind the dot of a file's name. */
  public String ending() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As COPY takes them. */
  public String options() {
    return options;
  }
}
