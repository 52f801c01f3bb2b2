package trunkline.platform.tmf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import trunkline.platform.database.DatabaseFailure;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refusal;
import trunkline.platform.retention.Belonging;
import trunkline.platform.retention.Remains;
import trunkline.platform.retention.Retention;
import trunkline.platform.tmf.query.AttributePath;
import trunkline.platform.tmf.query.ValueTable;

/**
 * One TMF resource, described: everything in which it differs from the others.
 *
 * @param name as in its path and events: {@code billingAccount}
 * @param api the path of its API: {@code /tmf-api/accountManagement/v4}
 * @param typeName given as {@code @type} when a resource names none: {@code BillingAccount}
 * @param table where it is kept
 * @param mandatory attributes that may be neither absent, null nor blank (TMF conformance profile)
 * @param columns attribute path → generated column, for hot queries
 * @param consequences what a change means for other resources
 * @param valueTables attribute path through an array → table of its values, for hot queries
 * @param belonging whose its resources are, and what becomes of them when the person goes
 * @param references attributes that hold references ({@code id}, {@code name}) to other resources
 * @param unique name of a unique index → the attribute that it keeps unique within a tenant
 * @param schema file of its JSON schema on the class path
 * @param seeds bodies, as a client would post them, of what every tenant has from the start
 */
public record ResourceType(
    String name,
    String api,
    String typeName,
    String table,
    Set<String> mandatory,
    Map<String, String> columns,
    Map<String, ValueTable> valueTables,
    Optional<Lifecycle> lifecycle,
    PersonalData personal,
    Belonging belonging,
    ResourceRules rules,
    Consequences consequences,
    List<Referrer> referrers,
    Set<AttributePath> references,
    Map<String, String> unique,
    String schema,
    List<String> seeds) {

  public ResourceType {
    mandatory = Set.copyOf(mandatory);
    columns = Map.copyOf(columns);
    valueTables = Map.copyOf(valueTables);
    referrers = List.copyOf(referrers);
    references = Set.copyOf(references);
    unique = Map.copyOf(unique);
    seeds = List.copyOf(seeds);
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  /** The same type, of which every tenant has these from the start. */
  public ResourceType seededWith(String... bodies) {
    return new ResourceType(
        name,
        api,
        typeName,
        table,
        mandatory,
        columns,
        valueTables,
        lifecycle,
        personal,
        belonging,
        rules,
        consequences,
        referrers,
        references,
        unique,
        schema,
        List.of(bodies));
  }

  /** {@code /tmf-api/party/v4/individual}. */
  public String path() {
    return api + "/" + name;
  }

  /** The API's name, which events carry as their domain: {@code customerManagement}. */
  public String domain() {
    return api.split("/")[2];
  }

  /** {@code IndividualCreateEvent} and its siblings. */
  public String eventType(String kind) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + kind + "Event";
  }

  /** The refusal that a violated unique index of this type means, if it is one. */
  Optional<Refusal> taken(DatabaseFailure failure) {
    return failure.isDuplicate()
        ? Optional.ofNullable(unique.get(failure.constraint()))
            .map(attribute -> KernelRefusals.alreadyTaken(name, attribute))
        : Optional.empty();
  }

  /** Collects a description. */
  public static final class Builder {
    private final String name;
    private String api = "";
    private String table = "";
    private Set<String> mandatory = Set.of();
    private final Map<String, String> columns = new LinkedHashMap<>();
    private final Map<String, ValueTable> valueTables = new LinkedHashMap<>();
    private @Nullable Lifecycle lifecycle;
    private PersonalData personal = PersonalData.NONE;
    private Belonging belonging = Belonging.NOBODYS;
    private ResourceRules rules = ResourceRules.NONE;
    private Consequences consequences = Consequences.NONE;
    private List<Referrer> referrers = List.of();
    private Set<AttributePath> references = Set.of();
    private final Map<String, String> unique = new LinkedHashMap<>();
    private String schema = "";

    private Builder(String name) {
      this.name = name;
    }

    public Builder api(String path) {
      this.api = path;
      return this;
    }

    public Builder table(String name) {
      this.table = name;
      return this;
    }

    public Builder mandatory(String... attributes) {
      this.mandatory = Set.of(attributes);
      return this;
    }

    public Builder column(String attributePath, String column) {
      columns.put(attributePath, column);
      return this;
    }

    /**
     * A column's like for an attribute that has many values, {@code relatedParty.id}; {@code
     * newestBy} is an attribute that has a column already.
     */
    public Builder valueTable(String attributePath, String table, String newestBy) {
      String column = Objects.requireNonNull(columns.get(newestBy), newestBy);
      valueTables.put(attributePath, new ValueTable(table, newestBy, column));
      return this;
    }

    public Builder lifecycle(Lifecycle.Builder described) {
      this.lifecycle = described.build();
      return this;
    }

    public Builder personal(PersonalData data) {
      this.personal = data;
      return this;
    }

    /**
     * Where a resource names whom it belongs to: {@code engagedParty.id}, {@code
     * relatedParty.0.id}, or {@code id} when it is the person. It goes with any of them.
     */
    public Builder belongsTo(String... subjectPaths) {
      this.belonging = belonging.to(subjectPaths);
      return this;
    }

    /**
     * Where a resource names others; without a word {@code relatedParty} and {@code engagedParty}.
     */
    public Builder mentions(String... subjectPaths) {
      this.belonging = belonging.mentioning(subjectPaths);
      return this;
    }

    /** Why it is kept; of an erased one nothing stays. */
    public Builder retention(Retention retention) {
      return retention(retention, Remains.NOTHING);
    }

    /** Why it is kept, and what says nothing about anybody once the rest is gone. */
    public Builder retention(Retention retention, Remains remains) {
      this.belonging = belonging.kept(retention, remains);
      return this;
    }

    /** States of the life cycle in which the relation runs, so that it can't be erased. */
    public Builder runsIn(String... states) {
      this.belonging = belonging.running(states);
      return this;
    }

    public Builder rules(ResourceRules special) {
      this.rules = special;
      return this;
    }

    public Builder consequences(Consequences following) {
      this.consequences = following;
      return this;
    }

    public Builder keptBy(Referrer... referring) {
      this.referrers = List.of(referring);
      return this;
    }

    /**
     * Attributes that hold references, each an object or an array of them: {@code relatedParty},
     * {@code productPrice.billingAccount}. The names in them follow those who are named, and who is
     * deleted is marked ({@code contracts/references.yaml}).
     */
    public Builder refersTo(String... attributePaths) {
      this.references =
          Stream.of(attributePaths).map(AttributePath::of).collect(Collectors.toSet());
      return this;
    }

    /** The service's migration makes the index, over (tenant, column). */
    public Builder unique(String index, String attribute) {
      unique.put(index, attribute);
      return this;
    }

    public Builder schema(String file) {
      this.schema = file;
      return this;
    }

    public ResourceType build() {
      String typeName = Character.toUpperCase(name.charAt(0)) + name.substring(1);
      return new ResourceType(
          name,
          api,
          typeName,
          table,
          mandatory,
          columns,
          valueTables,
          Optional.ofNullable(lifecycle),
          personal,
          belonging,
          rules,
          consequences,
          referrers,
          references,
          unique,
          schema,
          List.of());
    }
  }
}
