package trunkline.local;

import java.util.List;
import trunkline.customer.CustomerMain;

/** Every service of the platform; the first listens on the first service port, and so on. */
public final class Services {
  private Services() {}

  public static List<ServiceRow> rows() {
    return List.of(new ServiceRow("customer", CustomerMain::start));
  }
}
