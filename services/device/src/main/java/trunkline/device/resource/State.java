package trunkline.device.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Where a resource is in its life, and what TMF639's three states say of it then. TMF639 v4 has no
 * one word for "assigned" or "ported out", so {@code lifecycleState} says it, and the three follow.
 */
public enum State {
  AVAILABLE("available", "available", "unlocked", "idle"),
  RESERVED("reserved", "reserved", "unlocked", "idle"),
  ASSIGNED("assigned", "reserved", "unlocked", "active"),
  BLOCKED("blocked", "suspended", "locked", "active"),
  RETIRED("retired", "suspended", "shutdown", "idle"),
  PORTED_OUT("portedOut", "suspended", "shutdown", "busy"),
  QUARANTINE("quarantine", "standby", "locked", "idle");

  /** The attribute that holds it. */
  public static final String ATTRIBUTE = "lifecycleState";

  private final String text;
  private final String resourceStatus;
  private final String administrativeState;
  private final String usageState;

  State(String text, String resourceStatus, String administrativeState, String usageState) {
    this.text = text;
    this.resourceStatus = resourceStatus;
    this.administrativeState = administrativeState;
    this.usageState = usageState;
  }

  /** As {@code lifecycleState} writes it. */
  public String text() {
    return text;
  }

  /** Of a checked resource. */
  public static State of(JsonNode resource) {
    String written = resource.path(ATTRIBUTE).asText();
    for (State state : values()) {
      if (state.text.equals(written)) {
        return state;
      }
    }
    throw new IllegalStateException("the life cycle let through " + ATTRIBUTE + " " + written);
  }

  /** Somebody has it. */
  public boolean isInUse() {
    return this == ASSIGNED || this == BLOCKED;
  }

  /** Nobody may have it. */
  boolean isNobodys() {
    return this == AVAILABLE || this == QUARANTINE;
  }

  void writeTo(ObjectNode resource) {
    resource
        .put("resourceStatus", resourceStatus)
        .put("administrativeState", administrativeState)
        .put("usageState", usageState);
  }
}
