package trunkline.search.projection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a term is, and so how it is compared. */
public enum Kind {
  NAME(Form.WORDS),
  ADDRESS(Form.WORDS),
  EMAIL(Form.TEXT),
  /** An account's or customer's number or name, also one of another system. */
  ACCOUNT(Form.TEXT),
  /** A phone number by which somebody is reached. */
  NUMBER(Form.DIGITS),
  /** A phone number that is a subscription's own (3GPP TS 23.003, 3.3). */
  MSISDN(Form.DIGITS),
  ICCID(Form.DIGITS),
  IMSI(Form.DIGITS),
  IMEI(Form.DIGITS),
  /** The id of any resource, as it is: the one kind that says nothing about a person. */
  ID(Form.TEXT);

  /** How terms are normalised. */
  public enum Form {
    WORDS,
    TEXT,
    DIGITS
  }

  private final Form form;

  Kind(Form form) {
    this.form = form;
  }

  public Form form() {
    return form;
  }

  /** As a caller writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether who may not see personal data may not search by it either. */
  public boolean isPersonal() {
    return this != ID;
  }

  public static Optional<Kind> find(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }

  /** What is searched when this kind is asked for: a phone number may be either. */
  public Set<Kind> searched() {
    return this == NUMBER ? Set.of(NUMBER, MSISDN) : Set.of(this);
  }
}
