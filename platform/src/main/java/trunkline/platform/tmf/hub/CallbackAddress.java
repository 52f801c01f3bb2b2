package trunkline.platform.tmf.hub;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;

/**
 * Where a subscriber wants its events. A callback makes us send requests, so one that leads into
 * our own network is refused (server-side request forgery). Here that is a courtesy to whoever
 * subscribes; {@link Sender} looks again at the address that it connects to.
 */
final class CallbackAddress {
  private static final int LONGEST = 2_000;
  private static final int FIRST_UNPRIVILEGED_PORT = 1024;

  /** Whose last part begins with a digit is no name (URL standard, "ends in a number"). */
  private static final Pattern NUMBER = Pattern.compile("(.*\\.)?\\d[^.]*\\.?");

  /** Others read 0177.0.0.1 and 127.1 in ways of their own. */
  private static final Pattern DOTTED_QUAD =
      Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

  private CallbackAddress() {}

  static URI parse(String text) {
    URI uri = uri(text);
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https"))
        || uri.getHost() == null
        || uri.getPort() == 0
        || uri.getPort() > 65_535
        || uri.getRawFragment() != null
        || uri.getUserInfo() != null) {
      throw refused("must be an http or https URL without user information and fragment");
    }
    String host = uri.getHost();
    if (NUMBER.matcher(host).matches() && !DOTTED_QUAD.matcher(host).matches()) {
      throw refused("must write an IPv4 address as four decimal numbers");
    }
    return uri;
  }

  private static URI uri(String text) {
    if (text.length() > LONGEST) {
      throw refused("may have at most " + LONGEST + " characters");
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw refused("is not a URL");
    }
  }

  /**
   * Refuses a host with any address that is not of the public internet, and the ports of well-known
   * services other than the web's.
   */
  static void requirePublic(URI uri) {
    int port = uri.getPort();
    if (port != -1 && port != 80 && port != 443 && port < FIRST_UNPRIVILEGED_PORT) {
      throw refused("must have port 80, 443 or one from " + FIRST_UNPRIVILEGED_PORT);
    }
    try {
      InetAddress[] addresses = InetAddress.getAllByName(uri.getHost());
      if (!Stream.of(addresses).allMatch(PublicAddresses::contain)) {
        throw refused("leads to a private address");
      }
    } catch (UnknownHostException e) {
      throw refused("names a host that can't be found");
    }
  }

  /** {@code {callback}/listener/{event}}; a query of the callback stays behind the path. */
  static URI listener(URI callback, String event) {
    String path = callback.getRawPath().replaceAll("/$", "") + "/listener/" + event;
    String query = callback.getRawQuery() == null ? "" : "?" + callback.getRawQuery();
    return URI.create(callback.getScheme() + "://" + callback.getRawAuthority() + path + query);
  }

  private static Refused refused(String detail) {
    return KernelRefusals.invalidAttribute("callback", detail).asException();
  }
}
