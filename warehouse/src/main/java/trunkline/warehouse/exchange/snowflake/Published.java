package trunkline.warehouse.exchange.snowflake;

/**
 * What became of one table that was to be published.
 *
 * @param outcome published, unchanged or refused
 * @param batch what was published, as the record of batches there names it
 * @param why of a refusal
 */
public record Published(String table, String outcome, long rows, String batch, String why) {
  static Published refused(String table, String why) {
    return new Published(table, "refused", 0, "", why);
  }

  /** Whether the table there is the one here. */
  public boolean isGood() {
    return !outcome.equals("refused");
  }

  @Override
  public String toString() {
    return switch (outcome) {
      case "published" -> "%s: %,d rows published as batch %s".formatted(table, rows, batch);
      case "unchanged" -> "%s: unchanged".formatted(table);
      default -> "%s: refused: %s".formatted(table, why);
    };
  }
}
