package trunkline.bridge.transform;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Locale;
import org.apache.commons.validator.routines.EmailValidator;

/** Steps on phone numbers and mail addresses; the rules are libraries' (ITU-T E.164, RFC 5322). */
public final class Contacts {
  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
  private static final EmailValidator EMAILS = EmailValidator.getInstance();

  private Contacts() {}

  /** Whether libphonenumber knows the region, such as "DE". */
  public static boolean knowsRegion(String region) {
    return PHONES.getSupportedRegions().contains(region);
  }

  /** Any way of writing a number to E.164; a number without a country is read in the region. */
  public static Step phone(String region) {
    return (value, _) -> {
      try {
        PhoneNumber number = PHONES.parse(value.toString(), region);
        return PHONES.isValidNumber(number)
            ? Cell.of(PHONES.format(number, PhoneNumberFormat.E164))
            : notAPhone();
      } catch (NumberParseException _) {
        return notAPhone();
      }
    };
  }

  /**
   * Trims, puts the host in lower case and checks. The local part keeps its case: it may matter.
   */
  public static Step email() {
    return (value, _) -> {
      String text = Texts.trim(value.toString());
      int at = text.lastIndexOf('@');
      if (at < 1 || !EMAILS.isValid(text)) {
        return new Cell.Refused("is not a mail address", "write it as name@host");
      }
      return Cell.of(text.substring(0, at) + text.substring(at).toLowerCase(Locale.ROOT));
    };
  }

  private static Cell notAPhone() {
    return new Cell.Refused(
        "is not a possible phone number", "write it with its country code, such as +49 30 …");
  }
}
