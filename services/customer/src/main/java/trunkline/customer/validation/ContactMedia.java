package trunkline.customer.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Locale;
import org.apache.commons.validator.routines.EmailValidator;
import trunkline.customer.Refusals;

/**
 * Checks and normalises contact media: a phone number becomes E.164 (ITU-T E.164, by
 * libphonenumber), an e-mail address must be one (RFC 5322, by Commons Validator) and keeps its
 * spelling but for blanks around it.
 */
public final class ContactMedia {
  private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
  private static final EmailValidator EMAILS = EmailValidator.getInstance();
  private static final String NO_REGION = "ZZ";

  private ContactMedia() {}

  /** Checks every element of the resource's {@code contactMedium} in place. */
  public static void complete(ObjectNode resource) {
    JsonNode media = resource.path("contactMedium");
    for (int i = 0; i < media.size(); i++) {
      if (media.get(i).path("characteristic") instanceof ObjectNode characteristic) {
        String path = "contactMedium." + i + ".characteristic.";
        email(characteristic, path);
        phone(characteristic, "phoneNumber", path);
        phone(characteristic, "faxNumber", path);
      }
    }
  }

  private static void email(ObjectNode characteristic, String path) {
    JsonNode email = characteristic.path("emailAddress");
    if (email.isTextual()) {
      String address = email.asText().strip();
      if (!EMAILS.isValid(address)) {
        throw Refusals.invalidEmail(path + "emailAddress").asException();
      }
      characteristic.put("emailAddress", address);
    }
  }

  private static void phone(ObjectNode characteristic, String name, String path) {
    JsonNode phone = characteristic.path(name);
    if (phone.isTextual()) {
      String country = characteristic.path("country").asText().strip().toUpperCase(Locale.ROOT);
      try {
        var number = PHONES.parse(phone.asText(), country.length() == 2 ? country : NO_REGION);
        if (!PHONES.isPossibleNumber(number)) {
          throw Refusals.invalidPhone(path + name).asException();
        }
        characteristic.put(name, PHONES.format(number, PhoneNumberFormat.E164));
      } catch (NumberParseException e) {
        throw Refusals.invalidPhone(path + name).asException();
      }
    }
  }
}
