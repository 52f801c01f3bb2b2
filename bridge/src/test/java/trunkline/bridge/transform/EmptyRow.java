package trunkline.bridge.transform;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row with nothing in it, for steps that look at their value only. */
final class EmptyRow implements Row {
  final List<String> explanations = new ArrayList<>();

  @Override
  public @Nullable String column(String name) {
    return null;
  }

  @Override
  public Cell field(String name) {
    return Cell.blank();
  }

  @Override
  public void explain(String explanation) {
    explanations.add(explanation);
  }
}
