package trunkline.bridge.monolith;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One row of {@code crm_kunde}, everything text, as such systems keep it. */
record LegacyCustomer(
    String mandant,
    String kdnr,
    @Nullable String vorname,
    @Nullable String nachname,
    @Nullable String gebdat,
    @Nullable String strasse,
    @Nullable String plz,
    @Nullable String ort,
    @Nullable String land,
    @Nullable String telPrivat,
    @Nullable String telGeschaeft,
    @Nullable String telMobil,
    @Nullable String email,
    String segment,
    String grundgebuehr,
    String angelegt,
    @Nullable String gekuendigt,
    @Nullable String kuendgrund,
    @Nullable String geloescht,
    BigDecimal fee) {
  static final String TABLE =
      """
      CREATE TABLE crm_kunde (
        mandant       varchar(2)   NOT NULL,
        kdnr          varchar(12)  NOT NULL,
        vorname       varchar(200),
        nachname      varchar(200),
        gebdat        varchar(20),
        strasse       varchar(200),
        plz           varchar(20),
        ort           varchar(100),
        land          varchar(10),
        tel_privat    varchar(60),
        tel_geschaeft varchar(60),
        tel_mobil     varchar(60),
        email         varchar(200),
        segment       varchar(4),
        grundgebuehr  varchar(20),
        angelegt      varchar(20),
        gekuendigt    varchar(20),
        kuendgrund    varchar(40),
        geloescht     varchar(1),
        PRIMARY KEY (mandant, kdnr)
      )
      """;

  /** The row in PostgreSQL's COPY text format. */
  void writeTo(StringBuilder copy) {
    @Nullable String[] values = {
      mandant,
      kdnr,
      vorname,
      nachname,
      gebdat,
      strasse,
      plz,
      ort,
      land,
      telPrivat,
      telGeschaeft,
      telMobil,
      email,
      segment,
      grundgebuehr,
      angelegt,
      gekuendigt,
      kuendgrund,
      geloescht
    };
    for (int i = 0; i < values.length; i++) {
      copy.append(i == 0 ? "" : "\t").append(values[i] == null ? "\\N" : escaped(values[i]));
    }
    copy.append('\n');
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n");
  }
}
