package trunkline.delivery.image;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import trunkline.local.ServiceRow;
import trunkline.local.Services;
import trunkline.local.alone.Program;
import trunkline.platform.storage.FolderTree;

/** {@code ./trunkline image}: container images of the services, without a container engine. */
@Command(
    name = "image",
    mixinStandardHelpOptions = true,
    description = "Builds the services' container images for the processor of this machine.")
public final class ImageCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "SERVICE",
      description = "all of them when none is named")
  List<String> names = List.of();

  @Option(
      names = "--base",
      description =
          "What an image stands on: an image with a C library, as registry://NAME or tar://FILE"
              + " (default: ${DEFAULT-VALUE}).",
      defaultValue = "registry://gcr.io/distroless/base-nossl-debian12")
  String base = "";

  @Option(
      names = "--registry",
      description =
          "Registry and prefix to push to, such as registry.example.com/trunkline; the credentials"
              + " are those of docker login or of a credential helper.")
  @Nullable String registry;

  @Option(
      names = "--tag",
      description = "Tag of the images (default: ${DEFAULT-VALUE}).",
      defaultValue = "local")
  String tag = "local";

  @Option(
      names = "--folder",
      description = "Folder for tar files when there is no registry (default: ${DEFAULT-VALUE}).",
      defaultValue = "images")
  Path folder = Path.of("images");

  /** The whole as a program of its own. */
  public static void main(String[] args) {
    var command = new CommandLine(new ImageCommand());
    command.setExecutionExceptionHandler(
        (e, line, parsed) -> {
          if (e instanceof ImageFailure) {
            line.getErr().println("trunkline: " + e.getMessage());
            return 1;
          }
          throw e;
        });
    System.exit(command.execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException, InvalidImageReferenceException {
    List<ServiceRow> rows =
        Services.rows().stream().filter(r -> names.isEmpty() || names.contains(r.name())).toList();
    List<String> known = Services.rows().stream().map(ServiceRow::name).toList();
    if (!known.containsAll(names)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "the services are " + String.join(", ", known));
    }
    if (registry == null) {
      Files.createDirectories(folder);
    }
    Path work = Files.createTempDirectory("trunkline-image");
    try {
      Path runtime = work.resolve("java");
      out().println("a Java runtime of what the services need …");
      JavaRuntime.link(
          rows.stream().flatMap(r -> Program.jars(r.name()).stream()).distinct().toList(), runtime);
      for (ServiceRow row : rows) {
        out().println(row.name() + ": trained, then built …");
        JibContainer image =
            ServiceImage.trained(row, runtime, work.resolve(row.name()))
                .build(base, to(row.name()));
        out().println(row.name() + ": " + image.getTargetImage() + " " + image.getDigest());
      }
    } finally {
      FolderTree.delete(work);
    }
    return 0;
  }

  private Containerizer to(String service) throws InvalidImageReferenceException {
    if (registry == null) {
      return Containerizer.to(
          TarImage.at(folder.resolve(service + ".tar")).named("trunkline/" + service + ":" + tag));
    }
    ImageReference name = ImageReference.parse(registry + "/" + service + ":" + tag);
    var credentials = CredentialRetrieverFactory.forImage(name, event -> {});
    return Containerizer.to(
        RegistryImage.named(name)
            .addCredentialRetriever(credentials.dockerConfig())
            .addCredentialRetriever(credentials.wellKnownCredentialHelpers()));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
