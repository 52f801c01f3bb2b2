package trunkline.warehouse.erasure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import trunkline.platform.digest.Sha256;
import trunkline.platform.json.Json;
import trunkline.warehouse.refusal.Refusal;

/**
 * The archive of a person that the consent service made, to which the lake's rows are added where
 * both lie: the services can't reach the lake. Format: ARCHITECTURE.md, "Privacy".
 */
public record PersonArchive(Path file) {
  private static final String MANIFEST = "manifest.json";
  private static final String ROWS = "warehouse.ndjson";
  private static final String FORMAT = "trunkline.person/1";

  /** Adds the rows, or puts them in the place of those that were added before. */
  public long join(PersonRows rows) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (var zip = new ZipFile(file.toFile());
        var out = new ZipOutputStream(Files.newOutputStream(part))) {
      ObjectNode manifest = manifest(zip);
      copy(zip, out);
      out.putNextEntry(new ZipEntry(ROWS));
      var digested = new DigestOutputStream(out, Sha256.start());
      var subjects = new TreeSet<String>();
      manifest.path("subjects").forEach(id -> subjects.add(id.asText()));
      long lines = rows.write(manifest.path("tenant").asText(), subjects, digested);
      out.closeEntry();
      String sha256 = HexFormat.of().formatHex(digested.getMessageDigest().digest());
      describe(manifest, lines, sha256);
      out.putNextEntry(new ZipEntry(MANIFEST));
      out.write(Json.write(manifest).getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
      out.finish();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return lines;
    } catch (ZipException | java.nio.file.NoSuchFileException e) {
      throw Refusal.archiveInvalid(file, "is no zip file that can be read");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      part.toFile().delete();
    }
  }

  private ObjectNode manifest(ZipFile zip) throws IOException {
    ZipEntry entry = zip.getEntry(MANIFEST);
    if (entry == null) {
      throw Refusal.archiveInvalid(file, "has no " + MANIFEST);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      JsonNode manifest = Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      if (!manifest.path("format").asText().equals(FORMAT)) {
        throw Refusal.archiveInvalid(file, "is not of format " + FORMAT);
      }
      return (ObjectNode) manifest;
    }
  }

  private static void copy(ZipFile zip, ZipOutputStream out) throws IOException {
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      if (!entry.getName().equals(MANIFEST) && !entry.getName().equals(ROWS)) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        try (InputStream in = zip.getInputStream(entry)) {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }

  private static void describe(ObjectNode manifest, long lines, String sha256) {
    ArrayNode files = manifest.withArray("/files");
    for (int i = files.size() - 1; i >= 0; i--) {
      if (files.get(i).path("file").asText().equals(ROWS)) {
        files.remove(i);
      }
    }
    files.addObject().put("file", ROWS).put("lines", lines).put("sha256", sha256);
  }
}
