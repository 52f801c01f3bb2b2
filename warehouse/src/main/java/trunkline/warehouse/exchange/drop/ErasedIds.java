package trunkline.warehouse.exchange.drop;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/** The ids of erased people and of what was theirs, and how a text is searched for them. */
public final class ErasedIds {
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");

  /** No id has a longer one, and a broken file may have nothing else. */
  private static final int LONGEST_WORD = 400;

  /**
   * One of them.
   *
   * @param erasure which one named it, as its receipt is named
   */
  public record Id(String erasure, String tenant, String id) {
    private List<String> words() {
      return WORD.matcher(id).results().map(MatchResult::group).toList();
    }
  }

  private final List<Id> ids;
  private final Set<String> words;

  public ErasedIds(Collection<Id> ids) {
    this.ids = List.copyOf(ids);
    this.words =
        ids.stream().flatMap(id -> id.words().stream()).collect(Collectors.toUnmodifiableSet());
  }

  List<Id> all() {
    return ids;
  }

  /** The erasures that a text concerns: it holds every word of one of their ids. */
  Set<String> namedIn(String text) {
    try {
      return namedIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same of the bytes of a text that may be cut; what there is of it is read. Ids are plain
   * letters and figures, which are the same bytes in every encoding that lines come in, but for
   * zeros between them.
   */
  Set<String> namedIn(InputStream text) throws IOException {
    Set<String> found = new HashSet<>();
    var word = new StringBuilder();
    int c;
    do {
      c = read(text);
      if (isOfAWord(c)) {
        if (word.length() <= LONGEST_WORD) {
          word.append((char) c);
        }
      } else if (c != 0) {
        if (words.contains(word.toString())) {
          found.add(word.toString());
        }
        word.setLength(0);
      }
    } while (c >= 0);
    return named(found);
  }

  private Set<String> named(Set<String> found) {
    return found.isEmpty()
        ? Set.of()
        : ids.stream()
            .filter(id -> !id.words().isEmpty() && found.containsAll(id.words()))
            .map(Id::erasure)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static int read(InputStream text) throws IOException {
    try {
      return text.read();
    } catch (EOFException | ZipException e) {
      return -1;
    }
  }

  private static boolean isOfAWord(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
