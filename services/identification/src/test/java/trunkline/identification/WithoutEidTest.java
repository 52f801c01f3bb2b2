package trunkline.identification;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import trunkline.identification.eid.EidConfig;
import trunkline.platform.config.Configuration;
import trunkline.platform.config.InvalidConfiguration;
import trunkline.platform.testing.Expect;

/** What the service does before a national eID is connected, and what it won't start with. */
class WithoutEidTest {
  @Test
  void noEid_answers501AndSaysWhatToDo() {
    try (var platform = Platform.start("eid.issuer", "")) {
      String jane = platform.individual("acme", "Jane", "Roe", "1980-02-29");
      var refused =
          platform
              .agent("acme")
              .post(Platform.VERIFICATION, "{\"individualId\":\"%s\"}".formatted(jane));
      Expect.refusal(501, "eidNotConfigured", refused);
      assertTrue(refused.text().contains("TRUNKLINE_EID_ISSUER"), refused.text());
      String passport = ManualVerificationTest.passport(jane, "C01X00T478");
      Expect.status(201, platform.agent("acme").post(Platform.MANUAL, passport));
    }
  }

  @Test
  void hashKeysThatWontDo_refuseTheStart() {
    for (String keys :
        new String[] {
          "",
          "one",
          "one:short",
          "one:!!!",
          "o ne:" + "A".repeat(43),
          Platform.HASH_KEY + " " + Platform.HASH_KEY
        }) {
      var refused =
          assertThrows(
              InvalidConfiguration.class, () -> Platform.start("identifier.hashKeys", keys));
      assertTrue(String.valueOf(refused.getMessage()).contains("identifier"), refused.getMessage());
    }
  }

  @Test
  void eidThatIsNoSafePlace_isRefused() {
    assertRefused("eid.issuer", "http://eid.example");
    assertRefused("eid.issuer", "https://eid.example", "eid.clientId", "c");
    assertRefused("eid.issuer", "https://eid.example", "eid.clientKey", "{}");
    assertRefused(
        "eid.issuer",
        "https://eid.example",
        "eid.clientId",
        "c",
        "eid.clientKey",
        "{}",
        "eid.algorithms",
        "RS256 none");
    assertRefused(
        "eid.issuer",
        "https://eid.example",
        "eid.clientId",
        "c",
        "eid.clientKey",
        "{}",
        "eid.algorithms",
        "HS256");
  }

  private static void assertRefused(String... settings) {
    var given = new java.util.HashMap<String, String>();
    for (int i = 0; i < settings.length; i += 2) {
      given.put(settings[i].substring("eid.".length()), settings[i + 1]);
    }
    assertThrows(
        InvalidConfiguration.class,
        () -> Configuration.read(EidConfig.class, Map.copyOf(given)),
        given.toString());
  }
}
