package trunkline.consent.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** Reads receipts as somebody does who has nothing but the receipt and the published keys. */
final class Receipts {
  private Receipts() {}

  static JsonNode verified(String receipt, Client stranger) throws Exception {
    JWKSet keys = JWKSet.parse(Expect.status(200, stranger.get("/consent/v1/receiptKey")).text());
    assertTrue(keys.getKeys().stream().noneMatch(key -> key.isPrivate()), "private key published");
    JWSObject signed = JWSObject.parse(receipt);
    assertEquals(JWSAlgorithm.ES256, signed.getHeader().getAlgorithm());
    var key = keys.getKeyByKeyId(signed.getHeader().getKeyID()).toECKey();
    assertTrue(signed.verify(new ECDSAVerifier(key)), "the signature does not hold");
    return Json.parse(signed.getPayload().toString());
  }
}
