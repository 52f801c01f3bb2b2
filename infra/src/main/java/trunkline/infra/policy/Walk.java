package trunkline.infra.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trunkline.infra.Cidr;
import trunkline.infra.policy.Routes.Entry;
import trunkline.infra.policy.Routes.Place;

/** Follows one packet through route tables as AWS would, until it arrives, is dropped or leaves. */
final class Walk {
  private static final List<String> WORKLOAD_TIERS = List.of("private", "data");

  private final Routes routes;
  private final Place destination;
  private final long address;
  private final Set<String> seen = new HashSet<>();

  private Walk(Routes routes, Place destination, long address) {
    this.routes = routes;
    this.destination = destination;
    this.address = address;
  }

  /** The routes that lead from one place to another, by address; empty when nothing does. */
  static Optional<List<String>> path(Routes routes, Place from, Place to) {
    return samples(routes, to).stream()
        .map(address -> new Walk(routes, to, address).from(from))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** One address of every part of the destination that some route treats in its own way. */
  private static List<Long> samples(Routes routes, Place to) {
    var samples = new ArrayList<Long>();
    for (Cidr own : to.addresses()) {
      samples.add(own.base() + 10);
      routes.blocks().stream()
          .filter(own::contains)
          .forEach(block -> samples.add(block.base() + (block.bits() < 29 ? 10 : 0)));
    }
    return samples;
  }

  private Optional<List<String>> from(Place place) {
    if (routes.attachments(place).isEmpty()
        || WORKLOAD_TIERS.stream().anyMatch(t -> !routes.tablesOfTier(place, t).isEmpty())) {
      for (String tier : WORKLOAD_TIERS) {
        Optional<List<String>> path = through(place, tier);
        if (path.isPresent()) {
          return path;
        }
      }
      return Optional.empty();
    }
    return routes.attachments(place).stream().map(this::hub).flatMap(Optional::stream).findFirst();
  }

  private Optional<List<String>> through(Place vpc, String tier) {
    for (String table : routes.tablesOfTier(vpc, tier)) {
      Optional<Entry> entry = routes.lookUp(table, address);
      if (entry.isPresent() && seen.add(table + entry.get())) {
        Optional<List<String>> path = follow(vpc, entry.get()).map(rest -> step(entry.get(), rest));
        if (path.isPresent()) {
          return path;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<List<String>> follow(Place vpc, Entry entry) {
    String kind = entry.target().substring(0, entry.target().indexOf(':'));
    String target = entry.target().substring(kind.length() + 1);
    return switch (kind) {
      case "transit_gateway_id" ->
          routes.attachments(vpc).stream().map(this::hub).flatMap(Optional::stream).findFirst();
      case "vpc_endpoint_id" -> through(vpc, "firewall");
      case "nat_gateway_id" -> through(vpc, "public");
      case "vpc_peering_connection_id" ->
          routes.ends(target).stream()
              .filter(end -> !end.equals(vpc))
              .map(this::arrive)
              .flatMap(Optional::stream)
              .findFirst();
      default -> Optional.empty(); // an internet gateway drops private addresses
    };
  }

  /** Into the hub by an attachment: its own table decides. */
  private Optional<List<String>> hub(String attachment) {
    Optional<String> table = routes.tableOf(attachment);
    if (table.isEmpty()) {
      return Optional.empty();
    }
    Optional<Entry> entry = routes.lookUp(table.get(), address);
    if (entry.isEmpty()
        || entry.get().target().equals(Routes.BLACKHOLE)
        || !seen.add(table.get() + entry.get())) {
      return Optional.empty();
    }
    return arrive(routes.at(entry.get().target())).map(rest -> step(entry.get(), rest));
  }

  private Optional<List<String>> arrive(Place place) {
    if (place.addresses().stream().anyMatch(own -> own.contains(address))) {
      return place.equals(destination) ? Optional.of(List.of()) : Optional.empty();
    }
    return through(place, "attach");
  }

  private static List<String> step(Entry entry, List<String> rest) {
    var path = new ArrayList<String>();
    path.add(entry.address());
    path.addAll(rest);
    return path;
  }
}
