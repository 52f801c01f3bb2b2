package trunkline.bridge.mapping;

import java.util.List;
import java.util.OptionalInt;
import trunkline.bridge.transform.Cell;
import trunkline.bridge.transform.Row;
import trunkline.bridge.transform.Step;

/**
 * One field of the mapping: where it comes from and the steps it goes through.
 *
 * @param scale digits after the decimal sign where the field is a decimal
 */
record FieldRule(String name, Origin origin, List<Step> steps, OptionalInt scale) {
  sealed interface Origin {
    record Column(String name) implements Origin {}

    record Constant(String value) implements Origin {}

    record Template(TextTemplate text) implements Origin {}
  }

  FieldRule {
    steps = List.copyOf(steps);
  }

  Cell evaluate(Row row) {
    Cell cell = start(row);
    for (Step step : steps) {
      cell = step.on(cell, row);
    }
    return cell;
  }

  private Cell start(Row row) {
    return switch (origin) {
      case Origin.Column(String column) -> Cell.ofNullable(row.column(column));
      case Origin.Constant(String value) -> Cell.of(value);
      case Origin.Template(TextTemplate text) -> text.fill(piece -> referred(piece, row));
    };
  }

  private static Cell referred(TextTemplate.Piece piece, Row row) {
    return switch (piece) {
      case TextTemplate.Piece.Field(String name) -> row.field(name);
      case TextTemplate.Piece.Literal(String text) -> Cell.of(text);
      case TextTemplate.Piece.Id _ ->
          throw new IllegalStateException("the reader refuses ids in a field");
    };
  }
}
