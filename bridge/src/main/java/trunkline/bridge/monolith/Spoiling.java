package trunkline.bridge.monolith;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Puts one kind of dirt on a customer that was right. */
record Spoiling(SplittableRandom random, Names names, People people) {
  private static final String[] IMPOSSIBLE_PHONES = {"12", "000000000", "kein Telefon", "+49 0 0"};
  private static final String[] WRONG_DATES = {"31.02.1980", "1975-13-01", "00.00.0000"};

  LegacyCustomer spoil(LegacyCustomer c, Dirt dirt) {
    return switch (dirt) {
      case SOFT_DELETED -> deleted(c, random.nextBoolean() ? "J" : "Y");
      case SHARED_CONTACT ->
          identity(c, "Info", "Hausverwaltung", "1970-01-01", "info@example.org");
      case IMPOSSIBLE_PHONE ->
          phones(c, IMPOSSIBLE_PHONES[random.nextInt(IMPOSSIBLE_PHONES.length)], null, null);
      case BLANK_NAME ->
          identity(c, c.vorname(), random.nextBoolean() ? null : "  ", c.gebdat(), c.email());
      case MOJIBAKE -> identity(c, names.broken(random), c.nachname(), c.gebdat(), c.email());
      case WRONG_DATE ->
          identity(
              c,
              c.vorname(),
              c.nachname(),
              WRONG_DATES[random.nextInt(WRONG_DATES.length)],
              c.email());
      case WRONG_FEE -> contract(c, c.segment(), "auf Anfrage", BigDecimal.ZERO);
      case UNKNOWN_SEGMENT -> contract(c, "X9", c.grundgebuehr(), c.fee());
      case NO_CONTACT ->
          phones(identity(c, c.vorname(), c.nachname(), c.gebdat(), null), null, null, null);
      case CLEAN, OTHER_OPERATOR, EXACT_DUPLICATE, NEAR_DUPLICATE -> c;
    };
  }

  /** The same person under another number, letter by letter. */
  LegacyCustomer again(LegacyCustomer c, String kdnr) {
    return new LegacyCustomer(
        c.mandant(),
        kdnr,
        c.vorname(),
        c.nachname(),
        c.gebdat(),
        c.strasse(),
        c.plz(),
        c.ort(),
        c.land(),
        c.telPrivat(),
        c.telGeschaeft(),
        c.telMobil(),
        c.email(),
        c.segment(),
        c.grundgebuehr(),
        c.angelegt(),
        c.gekuendigt(),
        c.kuendgrund(),
        c.geloescht(),
        c.fee());
  }

  /** The same person under another number, written by somebody in a hurry. */
  LegacyCustomer nearlyAgain(LegacyCustomer c, String kdnr) {
    LegacyCustomer other =
        identity(
            again(c, kdnr),
            hasty(c.vorname()),
            hasty(c.nachname()),
            otherWay(c.gebdat()),
            String.valueOf(c.email()).toUpperCase(Locale.ROOT));
    return phones(other, people.fixedLine(), null, c.telMobil());
  }

  private @Nullable String hasty(@Nullable String name) {
    if (name == null) {
      return null;
    }
    String bare = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    return " " + bare.toUpperCase(Locale.ROOT).replace(" ", "  ") + " ";
  }

  private static @Nullable String otherWay(@Nullable String date) {
    if (date == null) {
      return null;
    }
    if (date.charAt(2) == '.') {
      return date.substring(6) + "-" + date.substring(3, 5) + "-" + date.substring(0, 2);
    }
    LocalDate day = LocalDate.parse(date);
    return "%02d.%02d.%04d".formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear());
  }

  private static LegacyCustomer identity(
      LegacyCustomer c,
      @Nullable String vorname,
      @Nullable String nachname,
      @Nullable String gebdat,
      @Nullable String email) {
    return new LegacyCustomer(
        c.mandant(),
        c.kdnr(),
        vorname,
        nachname,
        gebdat,
        c.strasse(),
        c.plz(),
        c.ort(),
        c.land(),
        c.telPrivat(),
        c.telGeschaeft(),
        c.telMobil(),
        email,
        c.segment(),
        c.grundgebuehr(),
        c.angelegt(),
        c.gekuendigt(),
        c.kuendgrund(),
        c.geloescht(),
        c.fee());
  }

  private static LegacyCustomer phones(
      LegacyCustomer c, @Nullable String home, @Nullable String work, @Nullable String mobile) {
    return new LegacyCustomer(
        c.mandant(),
        c.kdnr(),
        c.vorname(),
        c.nachname(),
        c.gebdat(),
        c.strasse(),
        c.plz(),
        c.ort(),
        c.land(),
        home,
        work,
        mobile,
        c.email(),
        c.segment(),
        c.grundgebuehr(),
        c.angelegt(),
        c.gekuendigt(),
        c.kuendgrund(),
        c.geloescht(),
        c.fee());
  }

  private static LegacyCustomer contract(
      LegacyCustomer c, String segment, String grundgebuehr, BigDecimal fee) {
    return new LegacyCustomer(
        c.mandant(),
        c.kdnr(),
        c.vorname(),
        c.nachname(),
        c.gebdat(),
        c.strasse(),
        c.plz(),
        c.ort(),
        c.land(),
        c.telPrivat(),
        c.telGeschaeft(),
        c.telMobil(),
        c.email(),
        segment,
        grundgebuehr,
        c.angelegt(),
        c.gekuendigt(),
        c.kuendgrund(),
        c.geloescht(),
        fee);
  }

  private static LegacyCustomer deleted(LegacyCustomer c, String flag) {
    return new LegacyCustomer(
        c.mandant(),
        c.kdnr(),
        c.vorname(),
        c.nachname(),
        c.gebdat(),
        c.strasse(),
        c.plz(),
        c.ort(),
        c.land(),
        c.telPrivat(),
        c.telGeschaeft(),
        c.telMobil(),
        c.email(),
        c.segment(),
        c.grundgebuehr(),
        c.angelegt(),
        c.gekuendigt(),
        c.kuendgrund(),
        flag,
        c.fee());
  }
}
