package trunkline.platform.tmf.hub;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells an address of the public internet from one that is ours, nobody's, or a disguise of either
 * (IANA special-purpose address registries, RFC 6890).
 */
final class PublicAddresses {
  /** 169.254.169.254, where clouds keep credentials, lies in the link-local block. */
  private static final List<Block> SPECIAL_V4 =
      blocks(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/3");

  /**
   * All that has been given out (RFC 4291, 2.4); the rest is loopback, link-local, unique local.
   */
  private static final Block GLOBAL_V6 = Block.of("2000::/3");

  /** Of it, what is for documentation or carries an IPv4 address within: Teredo, 6to4. */
  private static final List<Block> SPECIAL_V6 =
      blocks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  /** How a network without IPv4 writes an IPv4 address (RFC 6052). */
  private static final Block NAT64 = Block.of("64:ff9b::/96");

  private PublicAddresses() {}

  static boolean contain(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return SPECIAL_V4.stream().noneMatch(block -> block.holds(bytes));
    }
    if (NAT64.holds(bytes)) {
      return contain(address(Arrays.copyOfRange(bytes, 12, 16)));
    }
    return GLOBAL_V6.holds(bytes) && SPECIAL_V6.stream().noneMatch(block -> block.holds(bytes));
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static List<Block> blocks(String... texts) {
    return Stream.of(texts).map(Block::of).toList();
  }

  /** Addresses that agree in their first bits. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Block(byte[] address, int bits) {
    static Block of(String text) {
      String[] parts = text.split("/");
      return new Block(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
    }

    boolean holds(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
