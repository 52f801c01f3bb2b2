package trunkline.platform.tmf.hub;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;

/**
 * Where a subscriber wants its events. A callback makes us send requests, so one that leads into
 * our own network is refused (server-side request forgery); it is looked at again before each
 * delivery, because a name can change its address.
 */
final class CallbackAddress {
  private CallbackAddress() {}

  static URI parse(String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw refused("is not a URL");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https"))
        || uri.getHost() == null
        || uri.getPort() > 65_535
        || uri.getUserInfo() != null) {
      throw refused("must be an http or https URL without user information");
    }
    return uri;
  }

  /** Refuses a host that resolves to any address of our own network. */
  static void requirePublic(URI uri) {
    try {
      for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
        if (isPrivate(address)) {
          throw refused("leads to a private address");
        }
      }
    } catch (UnknownHostException e) {
      throw refused("names a host that can't be found");
    }
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    boolean sharedNat = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || uniqueLocal
        || sharedNat;
  }

  private static Refused refused(String detail) {
    return KernelRefusals.invalidAttribute("callback", detail).asException();
  }
}
