package trunkline.bridge.transform;

import java.util.Map;
import java.util.TreeSet;

/** Steps on codes: enumerations, truth values, whole numbers. */
public final class Codes {
  private Codes() {}

  /** One code for another; a code that is not listed is refused, never passed on. */
  public static Step enumeration(Map<String, String> values) {
    Map<String, String> known = Map.copyOf(values);
    return (value, _) -> {
      String mapped = known.get(Texts.trim(value.toString()));
      return mapped == null
          ? new Cell.Refused(
              "is a code that the mapping does not list",
              "use one of " + new TreeSet<>(known.keySet()) + " or add it to the mapping")
          : Cell.of(mapped);
    };
  }

  public static Step truth(Map<String, Boolean> values) {
    Map<String, Boolean> known = Map.copyOf(values);
    return (value, _) -> {
      Boolean mapped = known.get(Texts.trim(value.toString()));
      return mapped == null
          ? new Cell.Refused(
              "is neither of the words for true and false",
              "use one of " + new TreeSet<>(known.keySet()))
          : Cell.of(mapped);
    };
  }

  public static Step integer(long least, long most) {
    return (value, _) -> {
      try {
        long number = Long.parseLong(Texts.trim(value.toString()));
        return number >= least && number <= most
            ? Cell.of(number)
            : new Cell.Refused("is out of range", "use " + least + " to " + most);
      } catch (NumberFormatException _) {
        return new Cell.Refused("is not a whole number", "write it as digits only");
      }
    };
  }
}
