package trunkline.bridge.transform;

import org.jspecify.annotations.Nullable;

/** What a step or a condition may look at beside its own value. */
public interface Row {
  /** A column as the source gave it. */
  @Nullable String column(String name);

  /** Another field, after its own steps. */
  Cell field(String name);

  /** Counts one more use of a named explanation; the report shows it when the row is taken over. */
  void explain(String explanation);
}
