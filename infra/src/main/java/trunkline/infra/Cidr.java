package trunkline.infra;

/** An IPv4 block; its base is the block's first address. */
public record Cidr(long base, int bits) {
  private static final int ADDRESS_BITS = 32;

  public Cidr {
    if (bits < 0 || bits > ADDRESS_BITS) {
      throw new IllegalArgumentException("a prefix is 0 to 32 bits long, not " + bits);
    }
    if ((base & (size(bits) - 1)) != 0) {
      throw new IllegalArgumentException(address(base) + " is not the start of a /" + bits);
    }
  }

  /** Reads {@code 10.16.0.0/16}; refuses a base that has bits behind the prefix. */
  public static Cidr parse(String text) {
    String[] halves = text.split("/", -1);
    if (halves.length != 2) {
      throw new IllegalArgumentException("'" + text + "' is not a block such as 10.16.0.0/16");
    }
    return new Cidr(addressOf(halves[0]), Integer.parseInt(halves[1]));
  }

  /** Reads a dotted address. */
  public static long addressOf(String dotted) {
    String[] parts = dotted.split("\\.", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("'" + dotted + "' is not an IPv4 address");
    }
    long address = 0;
    for (String part : parts) {
      int octet = Integer.parseInt(part);
      if (octet < 0 || octet > 255) {
        throw new IllegalArgumentException("'" + dotted + "' is not an IPv4 address");
      }
      address = address * 256 + octet;
    }
    return address;
  }

  public boolean contains(long address) {
    return address >= base && address < base + size(bits);
  }

  public boolean contains(Cidr other) {
    return other.bits >= bits && contains(other.base);
  }

  public boolean overlaps(Cidr other) {
    return contains(other) || other.contains(this);
  }

  private static long size(int bits) {
    return 1L << (ADDRESS_BITS - bits);
  }

  private static String address(long value) {
    return "%d.%d.%d.%d"
        .formatted(value >> 24 & 255, value >> 16 & 255, value >> 8 & 255, value & 255);
  }

  @Override
  public String toString() {
    return address(base) + "/" + bits;
  }
}
