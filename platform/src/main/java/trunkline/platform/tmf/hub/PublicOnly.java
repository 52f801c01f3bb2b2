package trunkline.platform.tmf.hub;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds hosts of the public internet only. The HTTP client connects to what is answered here and
 * asks nobody else, so a name that changes its address between a check and a connection (DNS
 * rebinding) gains nothing.
 */
record PublicOnly(DnsResolver resolver) implements DnsResolver {
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = resolver.resolve(host);
    if (!Stream.of(addresses).allMatch(PublicAddresses::contain)) {
      throw new UnknownHostException("the callback's host leads to a private address");
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return resolver.resolveCanonicalHostname(host);
  }
}
