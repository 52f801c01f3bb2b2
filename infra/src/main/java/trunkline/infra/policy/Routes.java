package trunkline.infra.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import trunkline.infra.Accounts.Site;
import trunkline.infra.Cidr;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Identities;
import trunkline.infra.estate.Resource;

/** The estate's routes as tables that can be asked; nothing in here decides what is allowed. */
final class Routes {
  /** Where a packet is: in a VPC or at a site. */
  record Place(String name, List<Cidr> addresses) {}

  /** One entry of a table; {@code attachment} or {@code target} says where it leads. */
  record Entry(Cidr to, String target, boolean learned, String address) {}

  static final String BLACKHOLE = "blackhole";

  private final Map<String, Place> placeOfAttachment = new HashMap<>();
  private final Map<String, Place> places = new TreeMap<>();
  private final Map<String, String> vpcName = new HashMap<>();
  private final Map<String, String> tableOfAttachment = new HashMap<>();
  private final Map<String, List<Entry>> tables = new HashMap<>();
  private final Map<String, List<String>> tablesOfTier = new HashMap<>();
  private final Map<String, List<Resource>> peerings = new HashMap<>();

  Routes(Estate estate) {
    estate.all("aws_vpc").forEach(this::place);
    estate.accounts().onPremises().forEach(this::site);
    estate.all("aws_ec2_transit_gateway_vpc_attachment").forEach(this::attachment);
    estate.all("aws_vpn_connection").forEach(this::vpn);
    lines(estate);
    tiers(estate);
    hub(estate);
    estate.all("aws_route").forEach(this::route);
    estate
        .all("aws_vpc_peering_connection")
        .forEach(p -> peerings.computeIfAbsent(p.text("id"), k -> new ArrayList<>()).add(p));
  }

  private void place(Resource vpc) {
    String name = vpc.text("tags.Name");
    vpcName.put(vpc.text("id"), name);
    places.put(name, new Place(name, List.of(Cidr.parse(vpc.text("cidr_block")))));
  }

  private void site(String name, Site site) {
    places.put(name, new Place(name, site.cidrs().stream().map(Cidr::parse).toList()));
  }

  private void attachment(Resource attachment) {
    placeOfAttachment.put(attachment.text("id"), get(name(attachment.text("vpc_id"))));
  }

  private void vpn(Resource vpn) {
    String site = vpn.text("tags.Name").replace("-backup", "");
    placeOfAttachment.put(vpn.text("transit_gateway_attachment_id"), get(site));
  }

  /** A Direct Connect attachment is found by a data source, whose id follows from its address. */
  private void lines(Estate estate) {
    String type = "aws_ec2_transit_gateway_dx_gateway_attachment";
    for (Resource association : estate.all("aws_dx_gateway_association")) {
      String address =
          association.address().replace("aws_dx_gateway_association.", "data." + type + ".");
      String site = address.substring(address.indexOf('"') + 1, address.lastIndexOf('"'));
      placeOfAttachment.put(Identities.idOf(type, address), get(site));
    }
  }

  private void tiers(Estate estate) {
    Map<String, Resource> subnets = new HashMap<>();
    estate.all("aws_subnet").forEach(subnet -> subnets.put(subnet.text("id"), subnet));
    for (Resource association : estate.all("aws_route_table_association")) {
      Resource subnet = Objects.requireNonNull(subnets.get(association.text("subnet_id")));
      String key = name(subnet.text("vpc_id")) + "/" + subnet.text("tags.Tier");
      var list = tablesOfTier.computeIfAbsent(key, k -> new ArrayList<>());
      if (!list.contains(association.text("route_table_id"))) {
        list.add(association.text("route_table_id"));
      }
    }
  }

  private void hub(Estate estate) {
    estate
        .all("aws_ec2_transit_gateway_route_table_association")
        .forEach(
            a ->
                tableOfAttachment.put(
                    a.text("transit_gateway_attachment_id"),
                    a.text("transit_gateway_route_table_id")));
    for (Resource route : estate.all("aws_ec2_transit_gateway_route")) {
      String target =
          route.at("blackhole").asBoolean()
              ? BLACKHOLE
              : route.text("transit_gateway_attachment_id");
      add(
          route.text("transit_gateway_route_table_id"),
          new Entry(
              Cidr.parse(route.text("destination_cidr_block")), target, false, route.address()));
    }
    for (Resource p : estate.all("aws_ec2_transit_gateway_route_table_propagation")) {
      String attachment = p.text("transit_gateway_attachment_id");
      at(attachment)
          .addresses()
          .forEach(
              cidr ->
                  add(
                      p.text("transit_gateway_route_table_id"),
                      new Entry(cidr, attachment, true, p.address())));
    }
  }

  private void route(Resource route) {
    for (String kind :
        List.of(
            "transit_gateway_id",
            "nat_gateway_id",
            "gateway_id",
            "vpc_endpoint_id",
            "vpc_peering_connection_id")) {
      // Only what the configuration says: a mocked plan fills computed attributes, but none of
      // these when unset.
      if (!route.text(kind).isEmpty()) {
        add(
            route.text("route_table_id"),
            new Entry(
                Cidr.parse(route.text("destination_cidr_block")),
                kind + ":" + route.text(kind),
                false,
                route.address()));
      }
    }
  }

  private void add(String table, Entry entry) {
    tables.computeIfAbsent(table, k -> new ArrayList<>()).add(entry);
  }

  Map<String, Place> places() {
    return places;
  }

  Place get(String name) {
    return Objects.requireNonNull(places.get(name), () -> "there is no place " + name);
  }

  private String name(String vpcId) {
    return Objects.requireNonNull(vpcName.get(vpcId), () -> "there is no VPC " + vpcId);
  }

  /** Where an attachment leads. */
  Place at(String attachment) {
    return Objects.requireNonNull(
        placeOfAttachment.get(attachment), () -> "nothing is attached as " + attachment);
  }

  /** The attachments of a place. */
  List<String> attachments(Place place) {
    return placeOfAttachment.entrySet().stream()
        .filter(entry -> entry.getValue().equals(place))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  Optional<String> tableOf(String attachment) {
    return Optional.ofNullable(tableOfAttachment.get(attachment));
  }

  List<String> tablesOfTier(Place vpc, String tier) {
    return tablesOfTier.getOrDefault(vpc.name() + "/" + tier, List.of());
  }

  /** The VPCs at the ends of a peering. */
  List<Place> ends(String peering) {
    return peerings.getOrDefault(peering, List.of()).stream()
        .flatMap(p -> Stream.of(p.text("vpc_id"), p.text("peer_vpc_id")))
        .map(id -> get(name(id)))
        .toList();
  }

  /** Every block that some route names: where the answer for two addresses can differ. */
  List<Cidr> blocks() {
    return tables.values().stream().flatMap(List::stream).map(Entry::to).distinct().toList();
  }

  /** The entry that AWS would take: the longest prefix, a static one before a learned one. */
  Optional<Entry> lookUp(String table, long address) {
    return tables.getOrDefault(table, List.of()).stream()
        .filter(entry -> entry.to().contains(address))
        .max(
            Comparator.comparingInt((Entry entry) -> entry.to().bits())
                .thenComparing(entry -> !entry.learned()));
  }
}
