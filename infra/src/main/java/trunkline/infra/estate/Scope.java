package trunkline.infra.estate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trunkline.infra.Accounts;

/**
 * One state: a stage for one account or one environment. {@code inputs} are expressions over other
 * scopes' outputs, which is all that a stage gets from another.
 *
 * @param module the name of its module in the estate's root
 * @param environment dev, test, prod; empty for what belongs to no environment
 */
public record Scope(
    String module,
    String stage,
    String account,
    String environment,
    List<String> aliases,
    Map<String, String> inputs) {

  /** Every scope of the estate, in the order in which they are applied. */
  public static List<Scope> all(Accounts estate) {
    var scopes = new ArrayList<Scope>();
    scopes.add(of("state", "00-state", "management", Map.of()));
    scopes.add(
        of(
            "organisation",
            "10-organisation",
            "management",
            Map.of("directory", directory(estate))));
    scopes.add(
        new Scope(
            "log_archive",
            "20-log-archive",
            "log-archive",
            "",
            List.of("management"),
            Map.of("organisation", "module.organisation.organisation")));
    scopes.add(
        of(
            "network",
            "30-network",
            "network",
            Map.of(
                "organisation", "module.organisation.organisation",
                "log_archive", "module.log_archive.log_archive")));
    estate.accounts().keySet().forEach(account -> scopes.add(governance(account)));
    scopes.add(of("delivery", "50-delivery", "delivery", Map.of()));
    estate.environments().forEach((name, e) -> scopes.add(warehouse(name, e.warehouse())));
    estate.environments().forEach((name, e) -> scopes.add(microservices(name, e.microservices())));
    scopes.add(of("sandbox", "80-sandbox", "sandbox", Map.of()));
    return List.copyOf(scopes);
  }

  private static Scope of(String module, String stage, String account, Map<String, String> inputs) {
    return new Scope(module, stage, account, "", List.of(), inputs);
  }

  private static Scope governance(String account) {
    return of(
        "governance_" + account.replace('-', '_'),
        "40-governance",
        account,
        Map.of("account", quoted(account), "log_archive", "module.log_archive.log_archive"));
  }

  private static Scope warehouse(String environment, String account) {
    return new Scope(
        "warehouse_" + environment,
        "60-warehouse",
        account,
        environment,
        List.of("network"),
        Map.of(
            "environment", quoted(environment),
            "network", "module.network.network",
            "delivery", "module.delivery.delivery"));
  }

  private static Scope microservices(String environment, String account) {
    return new Scope(
        "microservices_" + environment,
        "70-microservices",
        account,
        environment,
        List.of("network"),
        Map.of(
            "environment",
            quoted(environment),
            "network",
            "module.network.network",
            "delivery",
            "module.delivery.delivery",
            "warehouse",
            "module.warehouse_" + environment + ".warehouse"));
  }

  /** Offline, nobody can be asked for the groups' ids: they are numbered. */
  private static String directory(Accounts estate) {
    var ids = new LinkedHashMap<String, String>();
    estate
        .groups()
        .keySet()
        .forEach(g -> ids.put(g, "%08d-0000-0000-0000-000000000000".formatted(ids.size())));
    var groups = new StringBuilder();
    ids.forEach((name, id) -> groups.append("%s = %s, ".formatted(quoted(name), quoted(id))));
    return """
        {
            instance_arn      = "arn:aws:sso:::instance/ssoins-0000000000000000"
            identity_store_id = "d-0000000000"
            group_ids         = { %s}
          }"""
        .formatted(groups);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  /** The module block that stands for this scope in the estate's root. */
  public String block() {
    var block =
        new StringBuilder(
            "module \"%s\" {%n  source = \"../stages/%s\"%n".formatted(module, stage));
    block.append("  providers = { aws = aws");
    aliases.forEach(alias -> block.append(", aws.").append(alias).append(" = aws"));
    block.append(" }\n");
    inputs.forEach((name, value) -> block.append("  %s = %s%n".formatted(name, value)));
    return block.append("}\n").toString();
  }
}
