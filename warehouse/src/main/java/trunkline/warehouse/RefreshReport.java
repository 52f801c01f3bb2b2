package trunkline.warehouse;

import java.time.Duration;
import java.util.List;
import trunkline.warehouse.loader.LoadReport;
import trunkline.warehouse.model.ModelResult;

/** What a refresh did. */
public record RefreshReport(LoadReport load, List<ModelResult> models, Duration took) {
  public RefreshReport {
    models = List.copyOf(models);
  }

  /** Whether all that was landed is loaded and every table is as it should be. */
  public boolean isGood() {
    return load.isComplete() && models.stream().allMatch(ModelResult::isGood);
  }

  /** Whether there was anything to do. */
  public boolean isNews() {
    return load.events() > 0
        || models.stream().anyMatch(m -> m.outcome() != ModelResult.Outcome.UP_TO_DATE);
  }
}
