package trunkline.bridge.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every record of a file is read as it stands, from any place, or the line is named. */
class CsvSourceTest {
  @TempDir Path folder;

  @Test
  void pages_coverEveryRecordOnce() throws IOException {
    CsvSource source = open("id,name\n1,a\n2,\"b\nb\"\n3,\"c,c\"\n\n4,d\n5,\n");
    assertEquals(5, source.count());
    List<String> keys = new ArrayList<>();
    Position after = Position.START;
    List<SourceRow> page = source.page(after, 2);
    while (!page.isEmpty()) {
      page.forEach(row -> keys.add(row.key() + "=" + row.value("name")));
      after = page.getLast().position();
      page = source.page(after, 2);
    }
    assertEquals(List.of("1=a", "2=b\nb", "3=c,c", "4=d", "5="), keys);
  }

  @Test
  void anyPosition_readAgainTheSame() throws IOException {
    CsvSource source = open("id,name\n1,a\n2,b\n3,c\n4,d\n");
    Position second = source.page(Position.START, 2).getLast().position();
    assertEquals("4", source.page(second, 10).getLast().key());
    assertEquals("3", source.page(second, 1).getFirst().key());
    List<String> range = new ArrayList<>();
    Position third = source.page(second, 1).getLast().position();
    source.range(Position.START, third, row -> range.add(row.key()));
    assertEquals(List.of("1", "2", "3"), range);
  }

  @Test
  void declaredEncoding_readExactly() throws IOException {
    Path file = folder.resolve("latin.csv");
    Files.write(file, "id;name\n1;Müller\n".getBytes(StandardCharsets.ISO_8859_1));
    var latin = new CsvDialect(StandardCharsets.ISO_8859_1, ';');
    try (CsvSource source = new CsvSource(file, latin, List.of("id"))) {
      assertEquals("Müller", source.page(Position.START, 1).getFirst().value("name"));
    }
  }

  @Test
  void byteThatTheEncodingLacks_refusedWithTheLine() throws IOException {
    Path file = folder.resolve("broken.csv");
    StringBuilder text = new StringBuilder("id,name\n");
    for (int i = 0; i < 5_000; i++) {
      text.append(i).append(",name\n");
    }
    Files.write(file, text.append("x,Müller\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    try (CsvSource source = utf8(file)) {
      SourceProblem problem = assertThrows(SourceProblem.class, source::count);
      assertTrue(String.valueOf(problem.getMessage()).contains("near line"), problem.getMessage());
      assertTrue(String.valueOf(problem.getMessage()).contains("source.encoding"));
    }
  }

  @Test
  void recordOfAnotherLength_isADefectAndKeepsItsValues() throws IOException {
    CsvSource source = open("id,name\n1\n2,b,c,d\n,x\n");
    List<SourceRow> rows = source.page(Position.START, 10);
    assertEquals("has 1 values for 2 columns", rows.get(0).defect().orElseThrow());
    assertEquals("has 4 values for 2 columns", rows.get(1).defect().orElseThrow());
    assertEquals(List.of("c", "d"), rows.get(1).surplus());
    assertEquals("the key is blank", rows.get(2).defect().orElseThrow());
    assertEquals("#3", rows.get(2).key());
  }

  @Test
  void byteOrderMark_notPartOfTheFirstColumn() throws IOException {
    assertEquals(List.of("id", "name"), open("\uFEFFid,name\n1,a\n").columns().names());
  }

  @Test
  void twoColumnsOfOneName_refused() {
    SourceProblem problem = assertThrows(SourceProblem.class, () -> open("id,id\n1,2\n"));
    assertTrue(String.valueOf(problem.getMessage()).contains("occurs twice"));
  }

  @Test
  void quoteNotClosed_refusedWithTheLine() throws IOException {
    CsvSource source = open("id,name\n1,a\n2,\"b\n");
    SourceProblem problem = assertThrows(SourceProblem.class, source::count);
    assertTrue(String.valueOf(problem.getMessage()).contains("near line"), problem.getMessage());
  }

  @Test
  void identity_isTheContents() throws IOException {
    String first = open("id\n1\n").identity();
    assertEquals(first, open("id\n1\n").identity());
    assertNotEquals(first, open("id\n2\n").identity());
  }

  @Test
  void keyOfSeveralColumns_neverAmbiguous() throws IOException {
    Path file = Files.writeString(folder.resolve("keys.csv"), "a,b\nx|,y\nx,|y\n");
    try (CsvSource source =
        new CsvSource(file, new CsvDialect(Charset.forName("UTF-8"), ','), List.of("a", "b"))) {
      List<SourceRow> rows = source.page(Position.START, 2);
      assertNotEquals(rows.get(0).key(), rows.get(1).key());
    }
  }

  private CsvSource open(String text) throws IOException {
    return utf8(Files.writeString(folder.resolve("file.csv"), text));
  }

  private static CsvSource utf8(Path file) {
    return new CsvSource(file, new CsvDialect(StandardCharsets.UTF_8, ','), List.of("id"));
  }
}
