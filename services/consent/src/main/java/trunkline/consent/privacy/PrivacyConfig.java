package trunkline.consent.privacy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import trunkline.platform.config.Setting;

/** How privacy requests are worked on. */
public record PrivacyConfig(
    @Setting(
            value =
                "Services that hold something on people, in the order in which they erase; who follows others comes last",
            defaultValue =
                "customer,subscription,device,interaction,ticket,identification,consent,search")
        String services,
    @Setting(
            value =
                "Private key that signs receipts, a JWK for ES256; made once and kept in the database when it is empty",
            defaultValue = "",
            secret = true)
        String receiptKey,
    @Setting(value = "How long an archive can be fetched", defaultValue = "P7D")
        Duration archiveLife,
    @Setting(
            value = "How long a dead process keeps others from its requests",
            defaultValue = "PT1M")
        Duration lease,
    @Setting(
            value =
                "How long to wait before a service that did not do its part is asked again; longer each time",
            defaultValue = "PT10S")
        Duration pause) {
  List<String> serviceNames() {
    return Stream.of(services.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
