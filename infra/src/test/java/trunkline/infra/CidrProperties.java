package trunkline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class CidrProperties {
  @Property
  void anyBlock_isReadAsItIsWritten(
      @ForAll @LongRange(min = 0, max = 0xFFFFFFFFL) long address,
      @ForAll @IntRange(min = 1, max = 32) int bits) {
    Cidr block = block(address, bits);
    assertEquals(block, Cidr.parse(block.toString()));
  }

  @Property
  void twoBlocks_overlapExactlyWhenOneHoldsTheOthersStart(
      @ForAll @LongRange(min = 0, max = 0xFFFFL) long one,
      @ForAll @LongRange(min = 0, max = 0xFFFFL) long other,
      @ForAll @IntRange(min = 20, max = 32) int bits,
      @ForAll @IntRange(min = 20, max = 32) int otherBits) {
    Cidr a = block(one, bits);
    Cidr b = block(other, otherBits);
    assertEquals(a.contains(b.base()) || b.contains(a.base()), a.overlaps(b));
    assertEquals(a.overlaps(b), b.overlaps(a));
  }

  @Property
  void baseBehindThePrefix_isRefused(@ForAll @IntRange(min = 1, max = 31) int bits) {
    assertThrows(IllegalArgumentException.class, () -> Cidr.parse("10.0.0.1/" + bits));
  }

  private static Cidr block(long address, int bits) {
    return new Cidr(address & -(1L << (32 - bits)) & 0xFFFFFFFFL, bits);
  }
}
