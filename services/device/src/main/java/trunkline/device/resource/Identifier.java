package trunkline.device.resource;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.math.BigInteger;
import java.util.Optional;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/** What a resource is known by in the network, as the characteristic of this name. */
enum Identifier {
  /** Of a SIM or a profile (ITU-T E.118): with its check digit. */
  ICCID("19 or 20 digits with a valid check digit"),
  /** Of a subscription in the network (ITU-T E.212). */
  IMSI("14 or 15 digits"),
  /** Of a handset (3GPP TS 23.003): with its check digit. */
  IMEI("15 digits with a valid check digit"),
  /** Of an eUICC (GSMA SGP.29): the remainder by 97 is 1. */
  EID("32 digits with valid check digits"),
  /** A phone number (ITU-T E.164), with or without its plus; kept with it. */
  MSISDN("a phone number with its country code, such as +4915112345678");

  private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);
  private static final String NO_REGION = "ZZ";

  private final String rule;

  Identifier(String rule) {
    this.rule = rule;
  }

  /** What a value must be, in words. */
  String rule() {
    return rule;
  }

  static Optional<Identifier> named(String name) {
    for (Identifier identifier : values()) {
      if (identifier.name().equalsIgnoreCase(name)) {
        return Optional.of(identifier);
      }
    }
    return Optional.empty();
  }

  /** The one way to write a value; empty when it is none. */
  Optional<String> normal(String value) {
    String text = value.replaceAll("[\\s-]", "");
    return switch (this) {
      case ICCID -> luhn(text, "\\d{19,20}");
      case IMSI -> digits(text, "\\d{14,15}");
      case IMEI -> luhn(text, "\\d{15}");
      case EID -> eid(text);
      case MSISDN -> e164(text);
    };
  }

  private static Optional<String> digits(String text, String pattern) {
    return Optional.of(text).filter(t -> t.matches(pattern));
  }

  private static Optional<String> luhn(String text, String pattern) {
    return digits(text, pattern).filter(LuhnCheckDigit.LUHN_CHECK_DIGIT::isValid);
  }

  private static Optional<String> eid(String text) {
    return digits(text, "\\d{32}")
        .filter(t -> new BigInteger(t).mod(NINETY_SEVEN).equals(BigInteger.ONE));
  }

  private static Optional<String> e164(String text) {
    PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    try {
      var number = phones.parse(text.startsWith("+") ? text : "+" + text, NO_REGION);
      return Optional.of(number)
          .filter(phones::isPossibleNumber)
          .map(n -> phones.format(n, PhoneNumberFormat.E164));
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }
}
