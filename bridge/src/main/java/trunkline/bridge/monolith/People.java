package trunkline.bridge.monolith;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Makes customers up, all of them right; the dirt is put on afterwards. */
final class People {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 31);
  private static final DateTimeFormatter GERMAN = DateTimeFormatter.ofPattern("dd.MM.uuuu");
  private static final String[] REASONS = {"Preis", "Umzug", "Wettbewerber", "Service", "Tod"};
  private static final String[] FEES = {
    "9.99", "14.90", "19.99", "29.85", "39.95", "59.00", "84.50"
  };

  private final SplittableRandom random;
  private final Names names;

  People(SplittableRandom random, Names names) {
    this.random = random;
    this.names = names;
  }

  LegacyCustomer customer(String mandant, String kdnr) {
    boolean business = random.nextInt(20) == 0;
    BigDecimal fee = new BigDecimal(FEES[random.nextInt(FEES.length)]);
    LocalDate since = TODAY.minusDays(1 + random.nextInt(5_000));
    boolean left = random.nextInt(7) == 0;
    String family = names.family(random);
    return new LegacyCustomer(
        mandant,
        kdnr,
        business ? null : names.given(random),
        business ? family + " GmbH" : family,
        business ? null : date(LocalDate.of(1940, 1, 1).plusDays(random.nextInt(24_000))),
        "Hauptstraße " + (1 + random.nextInt(200)),
        String.format("%05d", 10_000 + random.nextInt(89_000)),
        names.city(random),
        random.nextInt(5) == 0 ? "de" : "DE",
        maybe(fixedLine()),
        maybe(fixedLine()),
        maybe(mobile()),
        "kunde" + kdnr + "." + mandant + "@example.net",
        business ? "G" : random.nextInt(4) == 0 ? "V" : "P",
        amount(fee),
        date(since),
        left ? date(between(since)) : null,
        left ? REASONS[random.nextInt(REASONS.length)] : null,
        random.nextBoolean() ? "N" : null,
        fee);
  }

  /** One of the two ways in which two generations of clerks wrote a date. */
  String date(LocalDate date) {
    return random.nextBoolean() ? date.format(GERMAN) : date.toString();
  }

  String fixedLine() {
    int number = 2_000_000 + random.nextInt(7_000_000);
    String[] ways = {"030/%d", "(030) %d", "+49 30 %d", "0049 30 %d", "030 - %d"};
    return ways[random.nextInt(ways.length)].formatted(number);
  }

  private String mobile() {
    int number = 10_000_000 + random.nextInt(90_000_000);
    String[] ways = {"0151/%d", "+49 151 %d", "0151-%d", "0049151%d"};
    return ways[random.nextInt(ways.length)].formatted(number);
  }

  private LocalDate between(LocalDate since) {
    long days = TODAY.toEpochDay() - since.toEpochDay();
    return since.plusDays(random.nextLong(days + 1));
  }

  private String amount(BigDecimal fee) {
    return random.nextInt(3) == 0 ? fee.toPlainString() : fee.toPlainString().replace('.', ',');
  }

  private @Nullable String maybe(String value) {
    return random.nextInt(3) == 0 ? null : value;
  }
}
