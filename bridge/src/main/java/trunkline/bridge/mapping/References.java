package trunkline.bridge.mapping;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which columns and fields the mapping's parts name, collected while the file is read. */
final class References {
  private final Set<String> columns = new LinkedHashSet<>();
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Map<String, Set<String>> uses = new LinkedHashMap<>();
  private String reading = "";

  /** From now on, fields are named by this one; empty when the rules are read. */
  void readingField(String name) {
    reading = name;
  }

  String column(String name) {
    columns.add(name);
    return name;
  }

  String field(String path, String name) {
    fields.putIfAbsent(name, path);
    uses.computeIfAbsent(reading, _ -> new LinkedHashSet<>()).add(name);
    return name;
  }

  Set<String> columns() {
    return columns;
  }

  /** Refuses a name that no field has, and fields that need each other in a ring. */
  void check(Set<String> declared) {
    fields.forEach(
        (name, path) -> {
          if (!declared.contains(name)) {
            throw new InvalidMapping(
                path, "names the field " + name + ", which is not under fields");
          }
        });
    declared.forEach(name -> refuseRing(name, new ArrayDeque<>()));
  }

  private void refuseRing(String field, Deque<String> way) {
    if (way.contains(field)) {
      throw new InvalidMapping("fields." + field, "needs itself, by way of " + way);
    }
    way.addLast(field);
    uses.getOrDefault(field, Set.of()).forEach(next -> refuseRing(next, way));
    way.removeLast();
  }
}
