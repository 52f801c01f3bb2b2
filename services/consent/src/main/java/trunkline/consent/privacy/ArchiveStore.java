package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;

/**
 * The archives that can be fetched, file by file. They lie in the database, so that any process of
 * the service can go on with one and hand it out. Format: ARCHITECTURE.md, "Privacy".
 */
final class ArchiveStore {
  private static final String FORMAT = "trunkline.person/1";

  private final Database database;
  private final Sql sql;
  private final RequestLeases leases;

  ArchiveStore(Database database, Sql sql, RequestLeases leases) {
    this.database = database;
    this.sql = sql;
    this.leases = leases;
  }

  /** Puts what one service answered in the place of what it may have answered before. */
  void put(PrivacyRequest request, String service, List<ArchiveFile> files) {
    database.inTransaction(
        request.tenant(),
        connection -> {
          if (leases.isHeld(request)) { // else the person may be erased by now
            sql.update(
                request.tenant(),
                "DELETE FROM privacy_archive_file WHERE tenant = ? AND request_id = ? AND service = ?",
                request.tenant(),
                request.id(),
                service);
            files.forEach(file -> insert(request, file));
          }
          return true;
        });
  }

  private void insert(PrivacyRequest request, ArchiveFile file) {
    sql.update(
        request.tenant(),
        """
        INSERT INTO privacy_archive_file (tenant, request_id, service, kind, lines, sha256, packed)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        request.tenant(),
        request.id(),
        file.service(),
        file.kind(),
        Long.valueOf(file.lines()),
        file.sha256(),
        file.packed());
  }

  /** Leaves nothing of it. */
  void delete(PrivacyRequest request) {
    sql.update(
        request.tenant(),
        "DELETE FROM privacy_archive_file WHERE tenant = ? AND request_id = ?",
        request.tenant(),
        request.id());
  }

  private List<ArchiveFile> files(PrivacyRequest request) {
    return sql.all(
        request.tenant(),
        """
        SELECT service, kind, lines, sha256, packed FROM privacy_archive_file
        WHERE tenant = ? AND request_id = ? ORDER BY service, kind
        """,
        row ->
            new ArchiveFile(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getBytes(5)),
        request.tenant(),
        request.id());
  }

  /** Writes the archive as a zip file: the files, and a manifest that says what each holds. */
  void write(PrivacyRequest request, OutputStream out) throws IOException {
    ObjectNode manifest = Json.mapper().createObjectNode();
    manifest.put("format", FORMAT).put("requestId", request.id()).put("tenant", request.tenant());
    request.finishedAt().ifPresent(at -> manifest.put("createdAt", at.toString()));
    manifest.set("subjects", request.state().path("subjects"));
    manifest.putArray("files");
    var zip = new ZipOutputStream(out);
    for (ArchiveFile file : files(request)) {
      zip.putNextEntry(new ZipEntry(file.path()));
      file.writeTo(zip);
      manifest
          .withArray("/files")
          .addObject()
          .put("file", file.path())
          .put("lines", file.lines())
          .put("sha256", file.sha256());
    }
    zip.putNextEntry(new ZipEntry("manifest.json"));
    zip.write(Json.write(manifest).getBytes(StandardCharsets.UTF_8));
    zip.finish();
  }
}
