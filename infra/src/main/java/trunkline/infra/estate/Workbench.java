package trunkline.infra.estate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import trunkline.infra.Accounts;
import trunkline.infra.Run;
import trunkline.infra.Terraform;

/**
 * Makes the estate's one plan, in a copy of the tree: every stage for every account and environment
 * becomes a module of one root, outputs wired to inputs as in life. The real provider plans it
 * first; then it is planned again with {@link Identities}, so that policies and routes are whole.
 * What was made from the same files is not made again.
 */
public final class Workbench {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Stands in for every stage's own providers.tf: no account is asked, none could be. */
  private static final String PROVIDER =
      """
      provider "aws" {
        region                      = "REGION"
        access_key                  = "offline"
        secret_key                  = "offline"
        skip_credentials_validation = true
        skip_requesting_account_id  = true
        skip_metadata_api_check     = true
        skip_region_validation      = true
      }
      """;

  private static final List<String> COPIED =
      List.of("infra/accounts.yaml", "infra/modules", "infra/stages", "contracts/edge");

  /** What fills the plan in is part of it: another way of doing so makes another plan. */
  private static final List<String> MAKERS =
      Stream.concat(COPIED.stream(), Stream.of("infra/src/main/java/trunkline/infra/estate"))
          .toList();

  private final Path repository;
  private final Path target;
  private final Terraform terraform;
  private final Accounts accounts;

  /**
   * {@code repository} holds infra/ and contracts/; {@code target} is a folder for what is made.
   */
  public Workbench(Path repository, Path target, Terraform terraform) throws IOException {
    this.repository = repository;
    this.target = target;
    this.terraform = terraform;
    this.accounts = Accounts.read(repository.resolve("infra/accounts.yaml"));
  }

  /** The estate, made now or taken from the last time when no file has changed. */
  public Estate estate() throws IOException {
    return new Estate(accounts, resources(JSON.readTree(made("resolved.json").toFile())));
  }

  /** The plan that the real provider made, as {@code terraform show -json} writes it. */
  public JsonNode plan() throws IOException {
    return JSON.readTree(made("plan.json").toFile());
  }

  private Path made(String name) throws IOException {
    Path folder = target.resolve("estate-" + fingerprint());
    if (!Files.exists(folder.resolve("resolved.json"))) {
      Path root = copy(folder);
      Files.writeString(folder.resolve("plan.json"), planned(root));
      Files.writeString(folder.resolve("resolved.json"), resolved(folder, root));
    }
    return folder.resolve(name);
  }

  private Path copy(Path folder) throws IOException {
    for (Path file : files(COPIED)) {
      String name = file.getFileName().toString();
      if (name.equals("providers.tf") || name.equals("backend.tf")) {
        continue;
      }
      Path to = folder.resolve(repository.relativize(file).toString());
      Files.createDirectories(to.resolveSibling("."));
      Files.write(to, Files.readAllBytes(file));
    }
    Path root = folder.resolve("infra/estate");
    Files.createDirectories(root.resolve("tests"));
    var main = new StringBuilder(PROVIDER.replace("REGION", accounts.organisation().region()));
    Scope.all(accounts)
        .forEach(
            scope ->
                main.append(scope.block())
                    .append(
                        "output \"%1$s\" {%n  value = module.%1$s%n}%n".formatted(scope.module())));
    Files.writeString(root.resolve("main.tf"), main);
    return root;
  }

  private String planned(Path root) throws IOException {
    terraform.must(root, "init", "-input=false", "-no-color");
    terraform.must(
        root,
        "plan",
        "-input=false",
        "-no-color",
        "-refresh=false",
        "-lock=false",
        "-out=estate.tfplan");
    return terraform.must(root, "show", "-json", "estate.tfplan").output();
  }

  private String resolved(Path folder, Path root) throws IOException {
    JsonNode plan = JSON.readTree(folder.resolve("plan.json").toFile());
    Files.writeString(
        root.resolve("tests/resolved.tftest.hcl"),
        new Identities(new Owners(accounts)).testFile(plan));
    Run run = terraform.run(root, "test", "-json", "-verbose");
    var complaints = new StringBuilder();
    for (String line : run.output().lines().toList()) {
      JsonNode message = JSON.readTree(line);
      if (message.has("test_plan")) {
        return message.path("test_plan").toString();
      }
      if (message.has("diagnostic")) {
        complaints.append(message.path("diagnostic")).append('\n');
      }
    }
    throw new IOException("the plan with identities was refused:\n" + complaints + run.errors());
  }

  private List<Resource> resources(JsonNode plan) throws IOException {
    var owners = new Owners(accounts);
    var resources = new ArrayList<Resource>();
    for (JsonNode change : plan.path("resource_changes")) {
      String address = change.path("address").asText();
      if (change.path("mode").asText().equals("managed")) {
        lineAttachment(plan, change);
        resources.add(
            new Resource(
                address,
                change.path("type").asText(),
                owners.account(address),
                owners.scope(address).environment(),
                change.path("change").path("after")));
      }
    }
    return resources;
  }

  /**
   * The one identity that stays unknown: the hub's attachment of a Direct Connect line, which a
   * data source asks for after the line is there. With one line, an unknown attachment can be no
   * other.
   */
  private static void lineAttachment(JsonNode plan, JsonNode change) throws IOException {
    String attribute = "transit_gateway_attachment_id";
    if (!change.path("change").path("after_unknown").path(attribute).asBoolean()) {
      return;
    }
    String type = "aws_ec2_transit_gateway_dx_gateway_attachment";
    var lines = new ArrayList<String>();
    for (JsonNode other : plan.path("resource_changes")) {
      if (other.path("type").asText().equals(type)) {
        lines.add(other.path("address").asText());
      }
    }
    if (lines.size() != 1) {
      throw new IOException(
          change.path("address").asText()
              + " leads to one of "
              + lines
              + ", and the plan does not say which");
    }
    ((ObjectNode) change.path("change").path("after"))
        .put(attribute, Identities.idOf(type, lines.getFirst()));
  }

  private String fingerprint() throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files(MAKERS)) {
        digest.update(repository.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private List<Path> files(List<String> parts) throws IOException {
    var files = new ArrayList<Path>();
    for (String part : parts) {
      try (Stream<Path> walk = Files.walk(repository.resolve(part))) {
        walk.filter(Files::isRegularFile)
            .filter(file -> !file.toString().contains(".terraform"))
            .sorted()
            .forEach(files::add);
      }
    }
    return files;
  }
}
