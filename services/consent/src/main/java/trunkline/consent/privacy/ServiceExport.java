package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trunkline.platform.json.Json;

/** What a service's export door answers, sorted into a file for each kind of line. */
final class ServiceExport {
  private final String service;
  private final Map<String, ArchiveFile.Growing> files = new TreeMap<>();
  private long lines;
  private boolean whole;

  private ServiceExport(String service) {
    this.service = service;
  }

  /** Refuses what was broken off: the last line counts those before it. */
  static List<ArchiveFile> read(String service, InputStream in) throws IOException {
    var export = new ServiceExport(service);
    var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      export.add(line);
    }
    if (!export.whole) {
      throw new PeerTrouble(service + " broke off its answer");
    }
    return export.finished();
  }

  private void add(String line) throws IOException {
    JsonNode json = Json.mapper().readTree(line);
    String kind = json.path("kind").asText();
    if (kind.equals("end")) {
      whole = json.path("lines").asLong() == lines;
      return;
    }
    if (!kind.matches("[A-Za-z]{1,40}")) {
      throw new PeerTrouble(service + " answers something of an unknown kind");
    }
    files.computeIfAbsent(kind, k -> new ArchiveFile.Growing()).add(line);
    lines++;
  }

  private List<ArchiveFile> finished() throws IOException {
    var all = new ArrayList<ArchiveFile>();
    for (var file : files.entrySet()) {
      all.add(file.getValue().finished(service, file.getKey()));
    }
    return all;
  }
}
