package trunkline.identification.identifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;

/** What a government identifier becomes. */
class IdentifierHashProperties {
  private static final String ONE = "one:" + "A".repeat(43);
  private static final String TWO = "two:" + "B".repeat(42) + "A";
  private static final IdentifierHasher HASHER =
      new IdentifierHasher(new IdentifierConfig(ONE + " " + TWO));

  @Property(tries = 200)
  void spellingOfAnIdentifier_makesNoDifference(
      @ForAll @AlphaChars @NumericChars @StringLength(min = 4, max = 20) String identifier) {
    List<IdentifierHash> hashes = HASHER.hashes("acme", "passport DE", identifier);
    String spelt =
        " "
            + identifier.charAt(0)
            + "-"
            + identifier.substring(1).toLowerCase(java.util.Locale.ROOT)
            + ". ";
    assertEquals(hashes, HASHER.hashes("acme", "passport DE", spelt));
    assertEquals(List.of("one", "two"), hashes.stream().map(IdentifierHash::keyId).toList());
    assertEquals(2, hashes.stream().map(IdentifierHash::hash).distinct().count());
    assertTrue(hashes.stream().allMatch(hash -> hash.hash().matches("[0-9a-f]{64}")));
  }

  @Property(tries = 200)
  void otherTenantKindOrIdentifier_givesAnotherHash(
      @ForAll @NumericChars @StringLength(min = 4, max = 20) String identifier) {
    var hashes = HASHER.hashes("acme", "passport DE", identifier);
    assertNotEquals(hashes, HASHER.hashes("other", "passport DE", identifier));
    assertNotEquals(hashes, HASHER.hashes("acme", "passport FR", identifier));
    assertNotEquals(hashes, HASHER.hashes("acme", "passport DE", identifier + "1"));
  }

  @Property(tries = 50)
  void oneKeyAlone_givesTheSameHashAsBesideAnother(
      @ForAll @NumericChars @StringLength(min = 4, max = 20) String identifier) {
    var alone = new IdentifierHasher(new IdentifierConfig(TWO));
    assertEquals(
        alone.hashes("acme", "eid x", identifier).getFirst(),
        HASHER.hashes("acme", "eid x", identifier).getLast());
  }
}
