package trunkline.device.resource;

import static trunkline.device.resource.State.ASSIGNED;
import static trunkline.device.resource.State.AVAILABLE;
import static trunkline.device.resource.State.BLOCKED;
import static trunkline.device.resource.State.PORTED_OUT;
import static trunkline.device.resource.State.QUARANTINE;
import static trunkline.device.resource.State.RESERVED;
import static trunkline.device.resource.State.RETIRED;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import trunkline.platform.tmf.Lifecycle;

/** What a resource is, by its {@code @type}; each kind has its own life and identifier. */
public enum Kind {
  SIM("Sim", "PhysicalResource", Identifier.ICCID),
  ESIM_PROFILE("EsimProfile", "LogicalResource", Identifier.ICCID),
  HANDSET("Handset", "PhysicalResource", Identifier.IMEI),
  NUMBER("Msisdn", "LogicalResource", Identifier.MSISDN),
  /** Any other type: a router, a licence. It lives as a handset does. */
  OTHER("", "", null);

  private static final class Moves {
    static final Map<State, Set<State>> OF_CARDS =
        Map.of(
            AVAILABLE, Set.of(RESERVED, ASSIGNED, RETIRED),
            RESERVED, Set.of(AVAILABLE, ASSIGNED, RETIRED),
            ASSIGNED, Set.of(BLOCKED, RETIRED),
            BLOCKED, Set.of(ASSIGNED, RETIRED),
            RETIRED, Set.of());
    static final Map<State, Set<State>> OF_DEVICES =
        Map.of(
            AVAILABLE, Set.of(RESERVED, ASSIGNED, RETIRED),
            RESERVED, Set.of(AVAILABLE, ASSIGNED, RETIRED),
            ASSIGNED, Set.of(AVAILABLE, BLOCKED, RETIRED),
            BLOCKED, Set.of(AVAILABLE, ASSIGNED, RETIRED),
            RETIRED, Set.of());
    static final Map<State, Set<State>> OF_NUMBERS =
        Map.of(
            AVAILABLE, Set.of(RESERVED, ASSIGNED),
            RESERVED, Set.of(AVAILABLE, ASSIGNED),
            ASSIGNED, Set.of(PORTED_OUT, QUARANTINE),
            PORTED_OUT, Set.of(ASSIGNED, QUARANTINE),
            QUARANTINE, Set.of(AVAILABLE));
  }

  private final String type;
  private final String baseType;
  private final @Nullable Identifier identifier;

  Kind(String type, String baseType, @Nullable Identifier identifier) {
    this.type = type;
    this.baseType = baseType;
    this.identifier = identifier;
  }

  public static Kind of(JsonNode resource) {
    String type = resource.path("@type").asText();
    for (Kind kind : values()) {
      if (kind != OTHER && kind.type.equals(type)) {
        return kind;
      }
    }
    return OTHER;
  }

  /** {@code PhysicalResource} or {@code LogicalResource}; empty when we don't know. */
  String baseType() {
    return baseType;
  }

  /** What each resource of this kind must have, and is known by. */
  Optional<Identifier> identifier() {
    return Optional.ofNullable(identifier);
  }

  /** Numbers rely on it. */
  public boolean isCard() {
    return this == SIM || this == ESIM_PROFILE;
  }

  Set<State> states() {
    return moves().keySet();
  }

  /** The states that may follow one. */
  Set<State> next(State state) {
    return moves().getOrDefault(state, Set.of());
  }

  private Map<State, Set<State>> moves() {
    return switch (this) {
      case SIM, ESIM_PROFILE -> Moves.OF_CARDS;
      case HANDSET, OTHER -> Moves.OF_DEVICES;
      case NUMBER -> Moves.OF_NUMBERS;
    };
  }

  /** What any kind may do; each kind allows less. Any state can be entered, as with a migration. */
  static Lifecycle.Builder lifecycle() {
    var lifecycle = Lifecycle.of(State.ATTRIBUTE);
    for (State state : State.values()) {
      var next = new TreeSet<String>();
      for (Kind kind : values()) {
        kind.next(state).forEach(s -> next.add(s.text()));
      }
      lifecycle.entry(state.text()).from(state.text(), next.toArray(String[]::new));
    }
    return lifecycle;
  }
}
