package trunkline.bridge.load;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** A token that would load into another tenant is found out before the first row. */
class TokenTenantTest {
  @Test
  void tokenOfAnotherTenant_refused() {
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"tenant\":\"acme\"}".getBytes(StandardCharsets.UTF_8));
    TokenTenant.check("e30." + payload + ".x", "acme");
    TokenTenant.check("opaque", "acme");
    PlatformProblem problem =
        assertThrows(
            PlatformProblem.class, () -> TokenTenant.check("e30." + payload + ".x", "other"));
    assertTrue(String.valueOf(problem.getMessage()).contains("the token is for tenant acme"));
  }
}
