package trunkline.warehouse.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class PositionProperties {
  @Property
  void textAndValue_sortAlikeAndComeBack(
      @ForAll @LongRange(min = 0) long tx,
      @ForAll @LongRange(min = 0) long seq,
      @ForAll @LongRange(min = 0) long otherTx,
      @ForAll @LongRange(min = 0) long otherSeq) {
    var one = new Position(tx, seq);
    var other = new Position(otherTx, otherSeq);
    assertEquals(one, Position.parse(one.toString()));
    assertEquals(
        Integer.signum(one.compareTo(other)),
        Integer.signum(one.toString().compareTo(other.toString())));
  }
}
