package trunkline.bridge.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trunkline.bridge.transform.Cell;

/** Text with references: {@code "${givenName} ${familyName}"}; {@code ${id:party}} is an id. */
record TextTemplate(List<Piece> pieces) {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
  private static final Pattern NAME = Pattern.compile("(id:)?[A-Za-z][A-Za-z0-9]*");

  sealed interface Piece {
    record Literal(String text) implements Piece {}

    record Field(String name) implements Piece {}

    record Id(String target) implements Piece {}
  }

  TextTemplate {
    pieces = List.copyOf(pieces);
  }

  static TextTemplate parse(String path, String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = REFERENCE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      if (matcher.start() > end) {
        pieces.add(new Piece.Literal(text.substring(end, matcher.start())));
      }
      pieces.add(reference(path, matcher.group(1)));
      end = matcher.end();
    }
    if (end < text.length()) {
      pieces.add(new Piece.Literal(text.substring(end)));
    }
    return new TextTemplate(pieces);
  }

  private static Piece reference(String path, String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidMapping(path, "has ${" + name + "}; write ${field} or ${id:target}");
    }
    return name.startsWith("id:")
        ? new Piece.Id(name.substring("id:".length()))
        : new Piece.Field(name);
  }

  boolean hasReference() {
    return pieces.stream().anyMatch(p -> !(p instanceof Piece.Literal));
  }

  /**
   * The text, or blank when every reference is; the first refused reference refuses the whole. A
   * template of one reference keeps the type of what it refers to.
   */
  Cell fill(Function<Piece, Cell> reference) {
    if (pieces.size() == 1 && hasReference()) {
      return reference.apply(pieces.getFirst());
    }
    StringBuilder text = new StringBuilder();
    boolean anything = !hasReference();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Literal(String literal)) {
        text.append(literal);
        continue;
      }
      Cell cell = reference.apply(piece);
      if (cell instanceof Cell.Refused) {
        return cell;
      }
      anything |= cell instanceof Cell.Held;
      text.append(cell.text().orElse(""));
    }
    return anything ? Cell.of(text.toString()) : Cell.blank();
  }
}
