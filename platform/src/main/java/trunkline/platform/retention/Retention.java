package trunkline.platform.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneOffset;

/**
 * Why a kind of record is kept, what an erasure does to it, and for how long the law wants what is
 * left. The terms are the longest of the European laws that Trunkline was written for; counsel
 * decides for each country (decisions/0009).
 */
public enum Retention {
  /** Who a person is. */
  IDENTITY(Treatment.DELETE, 0, "GDPR Art. 17(1)(a): no longer needed"),
  /** That somebody spoke with them, and of what. */
  CONTACT(Treatment.DELETE, 0, "GDPR Art. 17(1)(a): no longer needed"),
  /** What was agreed with them. */
  CONTRACT(Treatment.DELETE, 0, "GDPR Art. 6(1)(b), 17(1)(a): needed while the contract runs"),
  /** What they owed and paid. */
  ACCOUNTING(
      Treatment.PSEUDONYMISE,
      10,
      "GDPR Art. 17(3)(b) with tax and commercial law (Germany: § 147 AO, § 257 HGB)"),
  /** That they agreed. */
  CONSENT_EVIDENCE(
      Treatment.PSEUDONYMISE,
      3,
      "GDPR Art. 7(1), 17(3)(e): proof until claims lapse (Germany: §§ 195, 199 BGB)");

  /** What an erasure does. */
  public enum Treatment {
    /** The record goes; of its events only what says nothing about a person stays. */
    DELETE,
    /** Figures, dates and states stay without the person, until the term is over. */
    PSEUDONYMISE
  }

  private final Treatment treatment;
  private final int years;
  private final String law;

  Retention(Treatment treatment, int years, String law) {
    this.treatment = treatment;
    this.years = years;
    this.law = law;
  }

  public Treatment treatment() {
    return treatment;
  }

  public String law() {
    return law;
  }

  /** The last day on which what is left is kept: a term begins with the end of a calendar year. */
  public LocalDate until(Instant lastChange) {
    int year = lastChange.atOffset(ZoneOffset.UTC).getYear();
    return LocalDate.of(year + years, Month.DECEMBER, 31);
  }
}
