package trunkline.platform.tmf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The states of a resource and the ways between them. A resource is created in any of {@code
 * entries}; the first is given to one that names none.
 *
 * @param attribute the state attribute, {@code status} or {@code state}
 * @param transitions for each state, the states that may follow it; staying is always allowed
 */
public record Lifecycle(
    String attribute, Set<String> entries, Map<String, Set<String>> transitions) {
  public Lifecycle {
    entries = java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(entries));
    transitions = Map.copyOf(transitions);
    var reached = new TreeSet<>(entries);
    transitions.values().forEach(reached::addAll);
    if (!transitions.keySet().containsAll(reached)) {
      throw new IllegalArgumentException("every state needs its transitions: " + reached);
    }
  }

  /**
   * Starts a description: {@code Lifecycle.of("status").entry("initialized").from("initialized",
   * "validated")…}.
   */
  public static Builder of(String attribute) {
    return new Builder(attribute);
  }

  public String initial() {
    return entries.iterator().next();
  }

  public Set<String> states() {
    return transitions.keySet();
  }

  public boolean allows(String from, String to) {
    return from.equals(to) || transitions.getOrDefault(from, Set.of()).contains(to);
  }

  /** Collects states and transitions. */
  public static final class Builder {
    private final String attribute;
    private final Set<String> entries = new java.util.LinkedHashSet<>();
    private final Map<String, Set<String>> transitions = new LinkedHashMap<>();

    private Builder(String attribute) {
      this.attribute = attribute;
    }

    /** States that a new resource may have; the first is the one it gets when it names none. */
    public Builder entry(String... states) {
      entries.addAll(Set.of(states[0]));
      entries.addAll(java.util.List.of(states));
      return this;
    }

    public Builder from(String state, String... next) {
      transitions.put(state, Set.of(next));
      return this;
    }

    public Lifecycle build() {
      return new Lifecycle(attribute, entries, transitions);
    }
  }
}
