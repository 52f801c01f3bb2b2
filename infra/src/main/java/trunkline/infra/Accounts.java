package trunkline.infra;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code accounts.yaml}, the one source of truth about the estate, as values. A key that is not
 * known is refused; {@link AccountRules} says what is wrong with the rest.
 */
public record Accounts(
    Organisation organisation,
    Map<String, Account> accounts,
    Map<String, Environment> environments,
    String block,
    Map<String, Network> networks,
    TransitGateway transitGateway,
    Map<String, Site> onPremises,
    Map<String, List<String>> egress,
    Map<String, Group> groups,
    Map<String, Service> services,
    Schedule schedule) {

  /** Names and places that hold for all accounts. */
  public record Organisation(
      String name,
      String domain,
      String region,
      List<String> otherRegions,
      String currency,
      String securityContact,
      String snowflakeAccount) {}

  /** One AWS account; {@code kind} is the world it belongs to. */
  public record Account(
      String id, String kind, String stage, String ou, String owner, int budget, String email) {
    public boolean isWorkload() {
      return kind.equals("microservices") || kind.equals("warehouse");
    }
  }

  /** One environment and the two accounts that hold it. */
  public record Environment(String stage, String microservices, String warehouse) {}

  /** One VPC and the account that uses it. */
  public record Network(String cidr, int zones, String account) {}

  /** The hub. */
  public record TransitGateway(long asn) {}

  /** A place outside AWS; the last fields depend on the kind of link. */
  public record Site(
      String link,
      long asn,
      @Nullable Long awsAsn,
      String gateway,
      List<String> cidrs,
      List<String> reaches,
      @Nullable String domain,
      @Nullable List<String> nameservers,
      @Nullable String connection,
      @Nullable Integer vlan) {}

  /** An Active Directory group. */
  public record Group(String permissionSet, List<String> accounts) {}

  /** One service's size in production. */
  public record Service(int cpu, int memory, int least, int most, int port) {}

  /** When non-production runs. */
  public record Schedule(String start, String stop, String days, String zone) {}

  /** Reads the file; refuses unknown keys with their name. */
  public static Accounts read(Path file) throws IOException {
    return YAMLMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .build()
        .readValue(file.toFile(), Accounts.class);
  }

  /** The account with this id. */
  public Optional<Account> findById(String id) {
    return accounts.values().stream().filter(account -> account.id().equals(id)).findFirst();
  }
}
