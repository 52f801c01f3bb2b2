package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trunkline.platform.config.InvalidConfiguration;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;

/**
 * The keys of receipts: one signs (ES256), and every one that ever did is published, because
 * receipts are checked for years.
 */
final class ReceiptKeys {
  private static final JOSEObjectType TYPE = new JOSEObjectType("erasure-receipt+jws");

  private final Sql sql;
  private final ECKey key;

  private ReceiptKeys(Sql sql, ECKey key) {
    this.sql = sql;
    this.key = key;
  }

  /** {@code given} is a private key as a JWK; when it is empty, one is made and kept. */
  static ReceiptKeys of(Sql sql, String given) {
    if (given.isEmpty()) {
      return new ReceiptKeys(sql, kept(sql));
    }
    ECKey key = read(given);
    store(sql, key, null);
    return new ReceiptKeys(sql, key);
  }

  private static ECKey read(String text) {
    try {
      ECKey key = ECKey.parse(text);
      if (key.isPrivate() && Curve.P_256.equals(key.getCurve())) {
        return key.getKeyID() == null ? new ECKey.Builder(key).keyIDFromThumbprint().build() : key;
      }
    } catch (ParseException | JOSEException e) {
      throw invalid(); // without its cause, which quotes the key
    }
    throw invalid();
  }

  private static InvalidConfiguration invalid() {
    return new InvalidConfiguration(
        "setting privacy.receiptKey is no private key of the curve P-256 as a JWK");
  }

  /** Of several processes that start at once each makes one, and all sign with the first. */
  private static ECKey kept(Sql sql) {
    String oldest =
        "SELECT secret FROM receipt_key WHERE secret IS NOT NULL ORDER BY created_at, id LIMIT 1";
    var found = sql.first(Database.ALL_TENANTS, oldest, row -> row.getString(1));
    if (found.isEmpty()) {
      ECKey made = generated();
      store(sql, made, made.toJSONString());
      return kept(sql);
    }
    return read(found.get());
  }

  private static ECKey generated() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot make a key", e);
    }
  }

  private static void store(Sql sql, ECKey key, @Nullable String secret) {
    sql.update(
        Database.ALL_TENANTS,
        "INSERT INTO receipt_key (id, published, secret) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        key.getKeyID(),
        key.toPublicJWK().toJSONString(),
        secret);
  }

  /** The public halves, as a JWKS document (RFC 7517). */
  String published() {
    String text = "SELECT published FROM receipt_key ORDER BY created_at, id";
    return sql.all(Database.ALL_TENANTS, text, row -> row.getString(1)).stream()
        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
  }

  /** A compact JWS (RFC 7515) over the receipt's text. */
  String sign(ObjectNode receipt) {
    var header = new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID(key.getKeyID()).build();
    var signed = new JWSObject(header, new Payload(Json.write(receipt)));
    try {
      signed.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign", e);
    }
    return signed.serialize();
  }
}
