package trunkline.ticket.level;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The promises for every severity. Severities compare without regard to case: TMF621 leaves them to
 * the operator.
 *
 * @param bySeverity the named ones
 * @param other for all that aren't named
 * @param escalateAtPercent of a target, ascending
 */
public record ServiceLevels(
    Map<String, ServiceLevel> bySeverity, ServiceLevel other, List<Integer> escalateAtPercent) {
  public ServiceLevels {
    bySeverity =
        bySeverity.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(e -> folded(e.getKey()), Map.Entry::getValue));
    escalateAtPercent = escalateAtPercent.stream().sorted().toList();
  }

  public ServiceLevel of(String severity) {
    return bySeverity.getOrDefault(folded(severity), other);
  }

  private static String folded(String severity) {
    return severity.strip().toLowerCase(Locale.ROOT);
  }
}
