package trunkline.warehouse.exchange.snowflake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.exchange.snowflake.SnowflakeConfig.KeyConfig;
import trunkline.warehouse.refusal.Refusal;

class SnowflakeKeyTest {
  private static final String PLAIN = TestSnowflake.pem(TestSnowflake.KEYS.getPrivate());

  @TempDir Path folder;

  private static Refusal refused(KeyConfig config) {
    Refusal refusal = assertThrows(Refusal.class, () -> SnowflakeKey.read(config));
    assertEquals(Refusal.Code.SNOWFLAKE_KEY_INVALID, refusal.code());
    return refusal;
  }

  @Test
  void fileAndText_areRead_alsoWithLineEndsWrittenOut() throws Exception {
    Path file = Files.writeString(folder.resolve("key.p8"), PLAIN);
    var key = TestSnowflake.KEYS.getPrivate();
    assertEquals(key, SnowflakeKey.read(new KeyConfig(file.toString(), "", "")));
    assertEquals(key, SnowflakeKey.read(new KeyConfig("", PLAIN, "")));
    assertEquals(key, SnowflakeKey.read(new KeyConfig("", PLAIN.replace("\n", "\\n"), "")));
  }

  /** As {@code openssl pkcs8 -topk8} does it: PBES2 with AES-256. */
  @Test
  void encryptedKey_isReadWithItsPassphraseOnly() throws Exception {
    String sealed = encrypted("the passphrase");
    assertEquals(
        TestSnowflake.KEYS.getPrivate(),
        SnowflakeKey.read(new KeyConfig("", sealed, "the passphrase")));
    Refusal refusal = refused(new KeyConfig("", sealed, "another phrase"));
    assertTrue(refusal.getMessage().contains("key.passphrase"), refusal.getMessage());
    assertFalse(refusal.getMessage().contains("another phrase"));
    assertFalse(refusal.getMessage().contains(sealed.substring(60, 100)));
    refused(new KeyConfig("", sealed, ""));
  }

  private static String encrypted(String passphrase) throws GeneralSecurityException {
    String scheme = "PBEWithHmacSHA256AndAES_256";
    var secret =
        SecretKeyFactory.getInstance(scheme)
            .generateSecret(new PBEKeySpec(passphrase.toCharArray()));
    var cipher = Cipher.getInstance(scheme);
    var initial = new IvParameterSpec(new byte[16]);
    cipher.init(Cipher.ENCRYPT_MODE, secret, new PBEParameterSpec(new byte[8], 2048, initial));
    byte[] sealed = cipher.doFinal(TestSnowflake.KEYS.getPrivate().getEncoded());
    try {
      var parameters = AlgorithmParameters.getInstance("PBES2"); // as the key's file names it
      parameters.init(cipher.getParameters().getEncoded());
      byte[] der = new EncryptedPrivateKeyInfo(parameters, sealed).getEncoded();
      return "-----BEGIN ENCRYPTED PRIVATE KEY-----\n%s\n-----END ENCRYPTED PRIVATE KEY-----\n"
          .formatted(Base64.getMimeEncoder().encodeToString(der));
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsNoKey_isRefused_withoutTellingIt() throws Exception {
    var curve = KeyPairGenerator.getInstance("EC").generateKeyPair().getPrivate();
    String small = TestSnowflake.pem(TestSnowflake.keys(1024).getPrivate());
    assertTrue(refused(new KeyConfig("", small, "")).getMessage().contains("fewer than 2048"));
    assertTrue(
        refused(new KeyConfig("", TestSnowflake.pem(curve), "")).getMessage().contains("no RSA"));
    assertTrue(refused(new KeyConfig("", "a secret", "")).getMessage().contains("no PKCS #8"));
    assertFalse(refused(new KeyConfig("", "a secret", "")).getMessage().contains("a secret"));
    String gone = folder.resolve("gone").toString();
    assertTrue(refused(new KeyConfig(gone, "", "")).getMessage().contains("gone"));
  }
}
