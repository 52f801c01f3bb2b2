package trunkline.warehouse.erasure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import trunkline.platform.json.Json;
import trunkline.platform.privacy.ErasureInstruction;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.exchange.drop.ErasedIds;
import trunkline.warehouse.landing.Position;

/**
 * An instruction to erase, as it came with a service's log: everything of the same tenant that
 * stands before it and that it names has to become less.
 */
record Instruction(String service, Position position, String tenant, ErasureInstruction says) {
  /**
   * Those of {@code service} behind {@code after}, up to and with {@code upTo}, in the log's order;
   * the engine sees {@code bronze.event}.
   */
  static List<Instruction> read(
      EmbeddedEngine engine, String service, Position after, Position upTo) {
    String sql =
        """
        SELECT tx, seq, tenant, resource FROM bronze.event
        WHERE service = %s AND resource_type = %s ORDER BY tx, seq
        """
            .formatted(Literal.text(service), Literal.text(ErasureInstruction.TYPE));
    var found = new ArrayList<Instruction>();
    for (var row : engine.rows(sql)) {
      var position = new Position(number(row.get(0)), number(row.get(1)));
      if (position.compareTo(after) > 0 && position.compareTo(upTo) <= 0) {
        var says = ErasureInstruction.read(Json.parse(String.valueOf(row.get(3))));
        found.add(new Instruction(service, position, String.valueOf(row.get(2)), says));
      }
    }
    return found;
  }

  private static long number(@org.jspecify.annotations.Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).longValue();
  }

  /** As its receipt is named. */
  String name() {
    return service + "-" + position;
  }

  /** The ids of all that was somebody's and is erased: what only mentioned them is not meant. */
  static ErasedIds erasedIds(List<Instruction> instructions) {
    var ids = new ArrayList<ErasedIds.Id>();
    for (Instruction instruction : instructions) {
      for (Set<String> ofType : instruction.says().erased().values()) {
        ofType.forEach(
            id -> ids.add(new ErasedIds.Id(instruction.name(), instruction.tenant(), id)));
      }
    }
    return new ErasedIds(ids);
  }

  /** What is left of a document that stands at {@code place}; the same when it is not meant. */
  ObjectNode obeyed(String ofTenant, Position place, String type, String id, ObjectNode document) {
    boolean meant =
        tenant.equals(ofTenant) && place.compareTo(position) < 0 && says.concerns(type, id);
    return meant ? says.obeyed(type, id, document) : document;
  }

  /** The ids that any of them names. */
  static TreeSet<String> resourceIds(List<Instruction> instructions) {
    var ids = new TreeSet<String>();
    instructions.forEach(instruction -> ids.addAll(instruction.says().resourceIds()));
    return ids;
  }
}
