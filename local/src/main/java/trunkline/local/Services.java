package trunkline.local;

import java.util.List;
import java.util.Map;
import trunkline.consent.ConsentMain;
import trunkline.customer.CustomerMain;
import trunkline.device.DeviceMain;
import trunkline.identification.IdentificationMain;
import trunkline.interaction.InteractionMain;
import trunkline.search.SearchMain;
import trunkline.subscription.SubscriptionMain;
import trunkline.ticket.TicketMain;

/** Every service of the platform; the first listens on the first service port, and so on. */
public final class Services {
  private Services() {}

  public static List<ServiceRow> rows() {
    return List.of(
        new ServiceRow("customer", CustomerMain::start),
        new ServiceRow("subscription", SubscriptionMain::start),
        new ServiceRow("device", DeviceMain::start),
        new ServiceRow("interaction", InteractionMain::start),
        new ServiceRow("consent", ConsentMain::start),
        new ServiceRow("ticket", TicketMain::start),
        new ServiceRow(
            "identification",
            IdentificationMain::start,
            Map.of("identifier.hashKeys", secret -> "local:" + secret)),
        new ServiceRow("search", SearchMain::start));
  }
}
