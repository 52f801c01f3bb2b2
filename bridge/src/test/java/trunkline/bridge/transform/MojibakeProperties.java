package trunkline.bridge.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

/** Text is mended only when nothing can be lost by it. */
class MojibakeProperties {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  @Property
  void fix_changesOnlyWhatTheDamageExplains(@ForAll String text) {
    String fixed = Mojibake.fix(text);
    if (!fixed.equals(text)) {
      boolean explained =
          Mojibake.damage(fixed, WINDOWS).equals(Optional.of(text))
              || Mojibake.damage(fixed, StandardCharsets.ISO_8859_1).equals(Optional.of(text));
      assertEquals(true, explained);
    }
  }

  @Property
  void fix_undoesEveryDamageToWesternNames(
      @ForAll @CharRange(from = 'à', to = 'ÿ') @StringLength(min = 1, max = 12) String name) {
    String broken = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    assertEquals(name, Mojibake.fix(broken));
  }

  @Property
  void fix_leavesAsciiAlone(@ForAll @CharRange(from = ' ', to = '~') String text) {
    assertEquals(text, Mojibake.fix(text));
  }

  @Example
  void fix_knownNames() {
    assertEquals("José", Mojibake.fix("JosÃ©"));
    assertEquals("Zoë – “x", Mojibake.fix("ZoÃ« â€“ â€œx"));
    for (String right :
        List.of("José", "Müller", "Søren", "Łukasz", "Ирина", "美咲", "Ã", "naïve Ã©")) {
      assertEquals(right, Mojibake.fix(right));
    }
  }

  @Example
  void step_countsWhatItMends() {
    EmptyRow row = new EmptyRow();
    Step step = Mojibake.step(Optional.of("mended"));
    step.apply("JosÃ©", row);
    step.apply("José", row);
    assertEquals(List.of("mended"), row.explanations);
  }
}
