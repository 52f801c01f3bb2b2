package trunkline.infra.estate;

import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import trunkline.infra.Accounts;

/**
 * In which account a resource is made, from its address: its scope's, but for what an alias does.
 */
final class Owners {
  private final Accounts estate;
  private final Map<String, Scope> scopes;

  Owners(Accounts estate) {
    this.estate = estate;
    this.scopes =
        Scope.all(estate).stream().collect(Collectors.toMap(Scope::module, Function.identity()));
  }

  String region() {
    return estate.organisation().region();
  }

  Scope scope(String address) {
    return Objects.requireNonNull(scopes.get(address.split("\\.")[1]), address);
  }

  String account(String address) {
    // The two places where a stage reaches into another account: see its providers.tf.
    if (address.startsWith("module.log_archive.module.trail")
        && !address.startsWith("module.log_archive.module.trail_bucket")) {
      return "management";
    }
    return address.endsWith("aws_route53_record.delegation") ? "network" : scope(address).account();
  }

  String accountId(String address) {
    return Objects.requireNonNull(estate.accounts().get(account(address))).id();
  }
}
