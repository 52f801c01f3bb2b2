package trunkline.infra;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;

/** The price table, {@code infra/prices.yaml}; it states its own date and region. */
public record Prices(
    String region,
    String date,
    String currency,
    BigDecimal hoursPerMonth,
    Map<String, BigDecimal> hourly,
    Map<String, BigDecimal> monthly,
    Map<String, BigDecimal> spot,
    Map<String, Map<String, BigDecimal>> usage,
    Map<String, BigDecimal> usagePrices) {

  /** Reads the table; refuses unknown keys. */
  public static Prices read(Path file) throws IOException {
    return new YAMLMapper().readValue(file.toFile(), Prices.class);
  }

  BigDecimal hour(String what) {
    return of(hourly, "hourly", what);
  }

  BigDecimal month(String what) {
    return of(monthly, "monthly", what);
  }

  BigDecimal spot(String what) {
    return of(spot, "spot", what);
  }

  private static BigDecimal of(Map<String, BigDecimal> table, String name, String what) {
    BigDecimal price = table.get(what);
    if (price == null) {
      throw new IllegalStateException("infra/prices.yaml has no " + name + "." + what + ": add it");
    }
    return price;
  }
}
