package trunkline.warehouse.exchange.drop;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.Literal;

/**
 * The files that were taken, as they were sent: in {@code done/} and {@code refused/}, each with
 * its receipt beside it. An erasure deletes the whole file that holds an erased person and leaves
 * the receipt: with other bytes it would be nobody's original any more, and its rows are in the
 * table, or were refused.
 *
 * @param folder the drop folder
 */
record KeptFiles(Path folder) {
  private static final List<String> PLACES = List.of("done", "refused");

  /** Where a file of this content ends. */
  Path place(String where, String name, String digest) {
    return folder.resolve(where).resolve(name + ending(digest));
  }

  private static String ending(String digest) {
    return "." + digest.substring(0, 16);
  }

  /** Whether somebody has a receipt for this content: without one a crash came before it. */
  boolean isReceived(String digest) throws IOException {
    return receipts("done").stream().anyMatch(receipt -> isOf(digest, receipt));
  }

  /** The erasures that took files of a feed away; one stands there as often as it took one. */
  List<String> erasures(Feed feed) throws IOException {
    var erasures = new ArrayList<String>();
    for (Path path : receipts()) {
      DropReceipt receipt = DropReceipt.read(path);
      if (receipt.feed().equals(feed.name())) {
        erasures.addAll(receipt.erasedBy());
      }
    }
    return erasures;
  }

  /** Deletes all files of these contents, each for the erasures that are given with its digest. */
  void forget(Map<String, Set<String>> erasuresByDigest) throws IOException {
    for (Path receipt : receipts()) {
      Optional<Set<String>> erasures =
          erasuresByDigest.entrySet().stream()
              .filter(entry -> isOf(entry.getKey(), receipt))
              .map(Map.Entry::getValue)
              .findFirst();
      if (erasures.isPresent() && Files.exists(file(receipt))) {
        forget(receipt, erasures.get());
      }
    }
  }

  /**
   * Deletes the files of a feed that hold any of the ids and of which no row tells: refused ones,
   * and those that were sent again.
   *
   * @return the erasures that one was deleted for
   */
  Set<String> forgetUntold(Feed feed, ErasedIds erased, EmbeddedEngine engine) throws IOException {
    var erasures = new TreeSet<String>();
    for (Path path : receipts()) {
      DropReceipt receipt = DropReceipt.read(path);
      boolean isMeant = receipt.feed().equals(feed.name()) && !receipt.isToldOfByRows();
      if (isMeant && Files.exists(file(path))) {
        Set<String> named = namedIn(file(path), erased, engine);
        if (!named.isEmpty()) {
          forget(path, named);
          erasures.addAll(named);
        }
      }
    }
    return erasures;
  }

  /** Deletes receipts that kills left half written; only for who takes files alone. */
  void forgetHalfWritten() throws IOException {
    for (String place : PLACES) {
      for (Path file : files(place, ".part")) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** The receipt tells of it first, so that nothing is gone of which nobody knows why. */
  private static void forget(Path receipt, Collection<String> erasures) throws IOException {
    DropReceipt.read(receipt).erasedBy(erasures).write(file(receipt));
    Files.deleteIfExists(file(receipt));
  }

  /** Row by row where it is Parquet; anything else as the bytes are. */
  private static Set<String> namedIn(Path file, ErasedIds erased, EmbeddedEngine engine)
      throws IOException {
    String rows =
        "SELECT CAST(to_json(t) AS VARCHAR) FROM read_parquet(%s) AS t"
            .formatted(Literal.text(file));
    var named = new TreeSet<String>();
    try (var statement = engine.connection().createStatement();
        ResultSet row = statement.executeQuery(rows)) {
      while (row.next()) {
        named.addAll(erased.namedIn(row.getString(1)));
      }
      return named;
    } catch (SQLException e) {
      try (InputStream bytes = unpacked(file)) {
        return erased.namedIn(bytes);
      }
    }
  }

  private static InputStream unpacked(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    bytes.mark(2);
    boolean isPacked = (bytes.read() | bytes.read() << 8) == GZIPInputStream.GZIP_MAGIC;
    bytes.reset();
    if (!isPacked) {
      return bytes;
    }
    try {
      return new BufferedInputStream(new GZIPInputStream(bytes, 1 << 16), 1 << 16);
    } catch (EOFException | ZipException e) {
      return InputStream.nullInputStream(); // cut before anything could be read
    }
  }

  private List<Path> receipts() throws IOException {
    var receipts = new ArrayList<Path>();
    for (String place : PLACES) {
      receipts.addAll(receipts(place));
    }
    return receipts;
  }

  private List<Path> receipts(String place) throws IOException {
    return files(place, DropReceipt.ENDING);
  }

  private List<Path> files(String place, String ending) throws IOException {
    if (!Files.isDirectory(folder.resolve(place))) {
      return List.of(); // nothing was taken yet
    }
    try (Stream<Path> files = Files.list(folder.resolve(place))) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> file.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }

  private static boolean isOf(String digest, Path receipt) {
    return receipt.toString().endsWith(ending(digest) + DropReceipt.ENDING);
  }

  private static Path file(Path receipt) {
    String name = receipt.getFileName().toString();
    return receipt.resolveSibling(name.substring(0, name.length() - DropReceipt.ENDING.length()));
  }
}
