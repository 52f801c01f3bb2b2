package trunkline.warehouse;

import java.util.ArrayList;
import java.util.List;

/** The status as a person reads it. */
final class StatusText {
  private StatusText() {}

  static List<String> lines(WarehouseStatus status) {
    List<String> lines = new ArrayList<>();
    for (TableStatus table : status.tables()) {
      lines.add(
          "%-34s %,12d rows  %s  %s"
              .formatted(
                  table.table(),
                  table.rows(),
                  table.changedAt().map(Object::toString).orElse("never filled"),
                  table.grain()));
    }
    for (var service : status.services()) {
      lines.add(
          "service %s: loaded to tx %d seq %d, newest event %s, %,d batches waiting"
              .formatted(
                  service.name(),
                  service.watermark().tx(),
                  service.watermark().seq(),
                  service.newest().map(Object::toString).orElse("none"),
                  service.waiting()));
    }
    lines.add("quarantine: %,d lines".formatted(status.quarantined()));
    lines.add(status.lastRun().map(StatusText::tests).orElse("tests: no model has run yet"));
    status.lastRun().ifPresent(run -> lines.addAll(run.failures()));
    return lines;
  }

  private static String tests(LastRun run) {
    return "tests: %d passed, %d failed at %s".formatted(run.passed(), run.failed(), run.endedAt());
  }
}
