package trunkline.warehouse.exchange.snowflake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.KeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import trunkline.warehouse.exchange.snowflake.SnowflakeConfig.KeyConfig;
import trunkline.warehouse.refusal.Refusal;

/**
 * Reads the private key of key-pair authentication: RSA of 2048 bits or more, PKCS #8 in PEM, as
 * {@code openssl genrsa 2048 | openssl pkcs8 -topk8} makes it. Nothing of it stands in an error.
 */
final class SnowflakeKey {
  private static final int LEAST_BITS = 2048;
  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([^-]+)-----END \\1?PRIVATE KEY-----");

  private SnowflakeKey() {}

  static PrivateKey read(KeyConfig config) {
    Matcher pem = PEM.matcher(text(config).replace("\\n", "\n"));
    if (!pem.find()) {
      throw Refusal.snowflakeKeyInvalid("is no PKCS #8 key in PEM");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.group(2).getBytes(StandardCharsets.US_ASCII));
      KeySpec spec =
          pem.group(1) == null ? new PKCS8EncodedKeySpec(der) : decrypted(der, config.passphrase());
      PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(spec);
      if (((RSAPrivateCrtKey) key).getModulus().bitLength() < LEAST_BITS) {
        throw Refusal.snowflakeKeyInvalid("has fewer than 2048 bits");
      }
      return key;
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw Refusal.snowflakeKeyInvalid(
          pem.group(1) == null ? "is no RSA key" : "can't be decrypted with key.passphrase");
    }
  }

  private static String text(KeyConfig config) {
    if (config.file().isEmpty()) {
      return config.pem();
    }
    try {
      return Files.readString(Path.of(config.file()), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw Refusal.snowflakeKeyInvalid("can't be read from " + config.file());
    }
  }

  private static KeySpec decrypted(byte[] der, String passphrase)
      throws IOException, GeneralSecurityException {
    var sealed = new EncryptedPrivateKeyInfo(der);
    // PBES2 names its ciphers in its parameters, the older schemes in their name
    String scheme =
        sealed.getAlgName().startsWith("PBEWith")
            ? sealed.getAlgName()
            : String.valueOf(sealed.getAlgParameters());
    var secret =
        SecretKeyFactory.getInstance(scheme)
            .generateSecret(new PBEKeySpec(passphrase.toCharArray()));
    var cipher = Cipher.getInstance(scheme);
    cipher.init(Cipher.DECRYPT_MODE, secret, sealed.getAlgParameters());
    return sealed.getKeySpec(cipher);
  }
}
