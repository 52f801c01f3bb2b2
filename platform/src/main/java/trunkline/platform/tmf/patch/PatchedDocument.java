package trunkline.platform.tmf.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;

/**
 * A document under the operations of RFC 6902, section 4. Copies are counted: a few operations that
 * each copy the whole into itself would otherwise fill the memory.
 */
final class PatchedDocument {
  /** Characters that all copy operations of one patch may add. */
  private static final int MOST_COPIED = 1 << 20;

  /** 1 and 1.0 are the same number (RFC 6902, 4.6). */
  private static final Comparator<JsonNode> SAME =
      (a, b) ->
          a.isNumber() && b.isNumber()
              ? a.decimalValue().compareTo(b.decimalValue())
              : (a.equals(b) ? 0 : 1);

  private JsonNode root;
  private int copied;

  PatchedDocument(ObjectNode root) {
    this.root = root;
  }

  JsonNode root() {
    return root;
  }

  void add(Pointer at, JsonNode value) {
    if (at.tokens().size() + Json.depth(value) > Json.MAX_DEPTH) {
      throw at.refused("the document would nest deeper than " + Json.MAX_DEPTH + " levels");
    }
    if (at.isRoot()) {
      root = value;
    } else {
      switch (find(at.parent())) {
        case ObjectNode object -> object.set(at.last(), value);
        case ArrayNode array -> array.insert(index(at, array.size(), true), value);
        default -> throw at.refused("its parent holds nothing");
      }
    }
  }

  JsonNode remove(Pointer at) {
    if (at.isRoot()) {
      throw at.refused("the whole resource can't be removed");
    }
    JsonNode old = find(at);
    switch (find(at.parent())) {
      case ObjectNode object -> object.remove(at.last());
      case ArrayNode array -> array.remove(index(at, array.size() - 1, false));
      default -> throw at.refused("its parent holds nothing");
    }
    return old;
  }

  void replace(Pointer at, JsonNode value) {
    if (!at.isRoot()) {
      remove(at);
    }
    add(at, value);
  }

  void move(Pointer from, Pointer to) {
    if (to.isWithin(from)) {
      throw to.refused("a value can't be moved into itself");
    }
    JsonNode value = from.isRoot() ? root : remove(from);
    add(to, value);
  }

  void copy(Pointer from, Pointer to) {
    JsonNode value = find(from);
    copied += Json.write(value).length();
    if (copied > MOST_COPIED) {
      throw KernelRefusals.invalidPatch(
              "The copy operations of a patch may copy at most " + MOST_COPIED + " characters")
          .asException();
    }
    add(to, value.deepCopy());
  }

  void test(Pointer at, JsonNode value) {
    if (!find(at).equals(SAME, value)) {
      throw at.refused("the test failed");
    }
  }

  private JsonNode find(Pointer at) {
    JsonNode node = root;
    for (String token : at.tokens()) {
      node =
          switch (node) {
            case ObjectNode object -> object.path(token);
            case ArrayNode array -> array.path(index(at, token, array.size() - 1));
            default -> throw at.refused("there is nothing");
          };
      if (node.isMissingNode()) {
        throw at.refused("there is nothing");
      }
    }
    return node;
  }

  private static int index(Pointer at, int most, boolean endAllowed) {
    return endAllowed && at.last().equals("-") ? most : index(at, at.last(), most);
  }

  private static int index(Pointer at, String token, int most) {
    if (token.matches("0|[1-9]\\d{0,8}") && Integer.parseInt(token) <= most) {
      return Integer.parseInt(token);
    }
    throw at.refused("there is no element " + (token.length() > 20 ? "of that number" : token));
  }
}
