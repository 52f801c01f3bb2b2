package trunkline.delivery.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trunkline.platform.json.Json;

/**
 * An image as a container engine sees it: what its configuration says, and its layers, one over the
 * other, in a folder.
 */
record UnpackedImage(JsonNode configuration, Path root) {

  /** Takes an archive of an OCI image layout apart. */
  static UnpackedImage of(Path tar, Path folder) throws IOException, InterruptedException {
    Path parts = Files.createDirectories(folder.resolve("parts"));
    Path root = Files.createDirectories(folder.resolve("root"));
    Shell.run("tar", "-xf", tar.toString(), "-C", parts.toString());
    JsonNode index = read(parts.resolve("index.json"));
    JsonNode manifest = read(blob(parts, index.at("/manifests/0")));
    for (JsonNode layer : manifest.get("layers")) {
      Shell.run("tar", "-xzf", blob(parts, layer).toString(), "-C", root.toString());
    }
    return new UnpackedImage(read(blob(parts, manifest.get("config"))), root);
  }

  /** How a program of the image is run with its root as the root, as who it says; needs root. */
  List<String> command(String... program) throws IOException {
    Files.createDirectories(root.resolve("proc"));
    Files.createDirectories(root.resolve("dev"));
    String script =
        """
        mount --rbind /proc "$0/proc" && mount --rbind /dev "$0/dev" &&
        exec chroot --userspec="$1" "$0" "${@:2}"
        """;
    String user = configuration.at("/config/User").asText();
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "bash", "-c", script, root.toString(), user));
    command.addAll(List.of(program));
    return command;
  }

  private static Path blob(Path parts, JsonNode descriptor) {
    return parts.resolve("blobs/" + descriptor.get("digest").asText().replace(':', '/'));
  }

  private static JsonNode read(Path file) throws IOException {
    return Json.parse(Files.readString(file));
  }
}
