package trunkline.delivery.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.TarImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.local.ServiceRow;
import trunkline.local.Services;
import trunkline.local.alone.Bed;
import trunkline.local.alone.Program;
import trunkline.local.alone.ServiceProcess;

/** The image of a service, built without a registry, unpacked, and run in a root of its own. */
class ServiceImageTest {
  private static final ServiceRow SERVICE = Services.rows().getFirst();

  @TempDir static Path folder;

  private static Path base = Path.of("");
  private static ServiceImage image;
  private static String digest = "";
  private static UnpackedImage unpacked;

  @BeforeAll
  static void trainsOnce() throws Exception {
    Path runtime = folder.resolve("java");
    base = folder.resolve("base.tar");
    JavaRuntime.link(Program.jars(SERVICE.name()), runtime);
    SmallestBase.write(runtime, base);
    image = ServiceImage.trained(SERVICE, runtime, folder.resolve("files"));
    Path tar = folder.resolve("image.tar");
    digest = build(tar);
    unpacked = UnpackedImage.of(tar, folder.resolve("unpacked"));
  }

  @Test
  void image_saysWhoRunsWhatAndWhere() throws Exception {
    JsonNode says = unpacked.configuration().get("config");
    assertEquals("10001:10001", says.get("User").asText());
    assertTrue(says.get("ExposedPorts").has("8080/tcp"));
    assertEquals(
        List.of("/opt/java/bin/java", "@/opt/trunkline/arguments"), texts(says, "Entrypoint"));
    assertTrue(texts(says, "Env").contains("TRUNKLINE_HTTP_PORT=8080"));
  }

  @Test
  void image_runsAsNobodyFromItsCache() throws Exception {
    try (var bed = new Bed()) {
      Path root = unpacked.root();
      Path writable = Files.createDirectories(root.resolve(Path.of("/").relativize(bed.folder())));
      Files.setPosixFilePermissions(writable, PosixFilePermissions.fromString("rwxrwxrwx"));
      // a cache that does not fit ends the process
      List<String> command =
          unpacked.command("/opt/java/bin/java", "-XX:AOTMode=on", "@/opt/trunkline/arguments");
      try (ServiceProcess service = bed.start(SERVICE, command)) {
        assertTrue(service.residentBytes() < 256 << 20, () -> service.residentBytes() + " bytes");
      }
    }
  }

  @Test
  void image_ofTheSameFilesIsTheSame() throws Exception {
    assertEquals(digest, build(folder.resolve("again.tar")));
  }

  @Test
  void image_holdsNoCompilerAndNoShell() throws Exception {
    Path root = unpacked.root();
    assertTrue(Files.isExecutable(root.resolve("opt/java/bin/java")));
    assertFalse(Files.exists(root.resolve("opt/java/bin/javac")));
    assertFalse(Files.exists(root.resolve("bin/sh")));
  }

  @Test
  void base_thatIsNotThere_isNamed() {
    ImageFailure failure =
        assertThrows(
            ImageFailure.class,
            () -> image.build("tar://" + folder.resolve("none.tar"), to(folder.resolve("x.tar"))));
    assertTrue(failure.toString().contains("none.tar"), failure::toString);
  }

  private static List<String> texts(JsonNode says, String name) {
    return says.get(name).valueStream().map(JsonNode::asText).toList();
  }

  /** The digest of what was built. */
  private static String build(Path tar) throws Exception {
    return image.build("tar://" + base, to(tar)).getDigest().toString();
  }

  private static Containerizer to(Path tar) throws Exception {
    return Containerizer.to(TarImage.at(tar).named("trunkline/" + SERVICE.name()))
        .setBaseImageLayersCache(folder.resolve("base-cache"))
        .setApplicationLayersCache(folder.resolve("cache"));
  }
}
