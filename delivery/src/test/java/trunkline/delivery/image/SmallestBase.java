package trunkline.delivery.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A base image of this machine's C library and nothing else: no registry is needed. */
final class SmallestBase {
  private static final Pattern LIBRARY = Pattern.compile("(?:=> )?(/\\S+) \\(0x");

  private SmallestBase() {}

  /** Writes it to a tar file, with all that a Java runtime is linked against. */
  static void write(Path runtime, Path tar) throws Exception {
    var layer = FileEntriesLayer.builder().setName("c library");
    for (String library : libraries(runtime)) {
      layer.addEntry(
          Path.of(library).toRealPath(),
          AbsoluteUnixPath.get(library),
          FilePermissions.fromOctalString("755"));
    }
    Jib.fromScratch()
        .setPlatforms(Set.of(ServiceImage.platform()))
        .addFileEntriesLayer(layer.build())
        .containerize(Containerizer.to(TarImage.at(tar).named("trunkline/base")));
  }

  private static Set<String> libraries(Path runtime) throws Exception {
    Set<String> libraries = new TreeSet<>();
    try (Stream<Path> files = Files.walk(runtime)) {
      for (Path file : files.filter(Files::isRegularFile).filter(SmallestBase::isLinked).toList()) {
        Matcher needed = LIBRARY.matcher(Shell.run("ldd", file.toString()));
        while (needed.find()) {
          if (!needed.group(1).startsWith(runtime.toString())) {
            libraries.add(needed.group(1));
          }
        }
      }
    }
    return libraries;
  }

  /** Not the libraries of windows and fonts, which a service never opens. */
  private static boolean isLinked(Path file) {
    String name = file.getFileName().toString();
    return name.equals("java")
        || Set.of("libjvm.so", "libjava.so", "libjli.so", "libnet.so", "libnio.so", "libzip.so")
            .contains(name);
  }
}
