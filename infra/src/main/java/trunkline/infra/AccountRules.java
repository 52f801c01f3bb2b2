package trunkline.infra;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import trunkline.infra.Accounts.Account;
import trunkline.infra.Accounts.Network;
import trunkline.infra.Accounts.Site;

/** What must hold in {@code accounts.yaml}; each problem names its key and says what to do. */
public final class AccountRules {
  private static final Set<Integer> FARGATE_CPU = Set.of(256, 512, 1024, 2048, 4096);

  private final Accounts estate;
  private final List<String> problems = new ArrayList<>();

  private AccountRules(Accounts estate) {
    this.estate = estate;
  }

  /** Every problem; none when the file can be used. */
  public static List<String> problems(Accounts estate) {
    var rules = new AccountRules(estate);
    rules.accounts();
    rules.environments();
    rules.addresses();
    rules.systemNumbers();
    rules.sites();
    rules.groupsAndServices();
    return List.copyOf(rules.problems);
  }

  private void accounts() {
    Map<String, String> ids = new HashMap<>();
    Map<String, String> emails = new HashMap<>();
    estate
        .accounts()
        .forEach(
            (name, account) -> {
              require(account.id().matches("[0-9]{12}"), "accounts.%s.id has 12 digits", name);
              require(account.budget() > 0, "accounts.%s.budget is more than 0", name);
              require(!account.owner().isBlank(), "accounts.%s.owner names a team", name);
              unique(ids, account.id(), "accounts." + name + ".id");
              unique(emails, account.email(), "accounts." + name + ".email");
            });
    for (String kind : List.of("microservices", "warehouse")) {
      for (String stage : List.of("prod", "nonprod")) {
        require(
            estate.accounts().values().stream()
                    .filter(a -> a.kind().equals(kind) && a.stage().equals(stage))
                    .count()
                == 1,
            "accounts: there is one %s account for %s",
            kind,
            stage);
      }
    }
  }

  private void environments() {
    estate
        .environments()
        .forEach(
            (name, environment) -> {
              for (String world : List.of("microservices", "warehouse")) {
                String account =
                    world.equals("warehouse")
                        ? environment.warehouse()
                        : environment.microservices();
                Account found = estate.accounts().get(account);
                require(
                    found != null
                        && found.kind().equals(world)
                        && found.stage().equals(environment.stage()),
                    "environments.%s.%s is a %s account of stage %s",
                    name,
                    world,
                    world,
                    environment.stage());
                Network network = estate.networks().get(world + "-" + name);
                require(
                    network != null && network.account().equals(account),
                    "networks.%s-%s exists and is used by %s",
                    world,
                    name,
                    account);
              }
            });
  }

  private void addresses() {
    Map<String, Cidr> blocks = new HashMap<>();
    Cidr ours = Cidr.parse(estate.block());
    estate
        .networks()
        .forEach(
            (name, network) -> {
              Cidr cidr = Cidr.parse(network.cidr());
              require(ours.contains(cidr), "networks.%s.cidr lies in block %s", name, ours);
              apart(blocks, "networks." + name, cidr);
            });
    estate
        .onPremises()
        .forEach(
            (name, site) ->
                site.cidrs()
                    .forEach(text -> apart(blocks, "onPremises." + name, Cidr.parse(text))));
  }

  private void apart(Map<String, Cidr> blocks, String name, Cidr cidr) {
    blocks.forEach(
        (other, taken) ->
            require(
                !taken.overlaps(cidr),
                "%s (%s) and %s (%s) do not overlap: give one another block",
                name,
                cidr,
                other,
                taken));
    blocks.put(name + " " + cidr, cidr);
  }

  private void systemNumbers() {
    Map<String, String> numbers = new HashMap<>();
    unique(numbers, Long.toString(estate.transitGateway().asn()), "transitGateway.asn");
    estate
        .onPremises()
        .forEach(
            (name, site) -> {
              unique(numbers, Long.toString(site.asn()), "onPremises." + name + ".asn");
              if (site.awsAsn() != null) {
                unique(numbers, Long.toString(site.awsAsn()), "onPremises." + name + ".awsAsn");
              }
            });
  }

  private void sites() {
    estate
        .onPremises()
        .forEach(
            (name, site) -> {
              String world = worldOf(site);
              require(world != null, "onPremises.%s.link is vpn or direct-connect", name);
              for (String network : site.reaches()) {
                require(
                    world != null
                        && estate.networks().containsKey(network)
                        && network.startsWith(world + "-"),
                    "onPremises.%s.reaches %s: a %s reaches %s networks only",
                    name,
                    network,
                    site.link(),
                    String.valueOf(world));
              }
            });
  }

  private static @Nullable String worldOf(Site site) {
    return switch (site.link()) {
      case "vpn" -> "microservices";
      case "direct-connect" -> "warehouse";
      default -> null;
    };
  }

  private void groupsAndServices() {
    estate
        .groups()
        .forEach(
            (name, group) ->
                group
                    .accounts()
                    .forEach(
                        account ->
                            require(
                                estate.accounts().containsKey(account),
                                "groups.%s.accounts: there is no account %s",
                                name,
                                account)));
    Map<String, String> ports = new HashMap<>();
    estate
        .services()
        .forEach(
            (name, service) -> {
              require(
                  FARGATE_CPU.contains(service.cpu()),
                  "services.%s.cpu is a size of Fargate: 256, 512, 1024, 2048 or 4096",
                  name);
              require(
                  service.least() >= 2,
                  "services.%s.least is 2 or more: one task is no second one",
                  name);
              require(service.most() >= service.least(), "services.%s.most >= least", name);
              unique(ports, Integer.toString(service.port()), "services." + name + ".port");
            });
  }

  private void unique(Map<String, String> seen, String value, String key) {
    String other = seen.putIfAbsent(value, key);
    require(other == null, "%s and %s differ: both are %s", key, String.valueOf(other), value);
  }

  /** Each {@code %s} of the sentence takes the next argument. */
  private void require(boolean holds, String sentence, Object... arguments) {
    if (!holds) {
      String filled = sentence;
      for (Object argument : arguments) {
        filled = filled.replaceFirst("%s", Matcher.quoteReplacement(String.valueOf(argument)));
      }
      problems.add("accounts.yaml must satisfy: " + filled);
    }
  }
}
