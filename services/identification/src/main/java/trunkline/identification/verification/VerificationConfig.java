package trunkline.identification.verification;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import trunkline.platform.config.Setting;

/** How a person is verified, and how long that holds. */
public record VerificationConfig(
    @Setting(
            value =
                "Addresses that a person may be sent back to, separated by blanks; a returnUrl must"
                    + " be one of them, its query is free",
            defaultValue = "")
        String returnUrls,
    @Setting(value = "How long a person may take to log in at the eID", defaultValue = "PT10M")
        Duration loginTime,
    @Setting(value = "How long an identification by eID holds", defaultValue = "P1095D")
        Duration eidValidity,
    @Setting(
            value = "How long an identification by documents holds, at most as long as they do",
            defaultValue = "P365D")
        Duration documentValidity,
    @Setting(value = "How often is looked for what has expired", defaultValue = "PT30S")
        Duration sweep) {

  public VerificationConfig {
    allowed(returnUrls).forEach(VerificationConfig::requireAddress);
  }

  private static void requireAddress(URI address) {
    if (address.getHost() == null
        || address.getRawQuery() != null
        || address.getRawFragment() != null
        || address.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "returnUrls must be addresses such as https://shop.example/verified");
    }
  }

  private static List<URI> allowed(String returnUrls) {
    return Arrays.stream(returnUrls.split("\\s+"))
        .filter(url -> !url.isEmpty())
        .map(URI::create)
        .toList();
  }

  /**
   * Whether a person may be sent to {@code address}: to a listed one exactly, with any query. A
   * prefix would not do: {@code https://shop.example} is one of {@code https://shop.example.evil}.
   */
  boolean allows(URI address) {
    return address.getRawFragment() == null
        && address.getRawUserInfo() == null
        && allowed(returnUrls).stream().anyMatch(allowed -> samePlace(allowed, address));
  }

  private static boolean samePlace(URI one, URI other) {
    return String.valueOf(one.getScheme()).equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && one.getPort() == other.getPort()
        && one.getRawPath().equals(other.getRawPath());
  }
}
