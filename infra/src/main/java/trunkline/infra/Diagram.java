package trunkline.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Resource;

/**
 * Accounts and network as one picture, from the plan: a box for each account with what runs in it,
 * a box for each VPC, the hub with its route tables, and a line for each thing that really is
 * attached.
 */
public final class Diagram {
  private static final int WIDTH = 1500;
  private static final int HUB_X = 620;
  private static final int HUB_WIDTH = 260;
  private static final int BOX_WIDTH = 420;
  private static final int TOP = 110;
  private static final int STEP = 118;
  private static final Map<String, String> COLOURS =
      Map.of(
          "microservices",
          "#dbeafe",
          "warehouse",
          "#dcfce7",
          "shared",
          "#f1f5f9",
          "sandbox",
          "#fef3c7");

  private final Estate estate;
  private final StringBuilder svg = new StringBuilder();

  public Diagram(Estate estate) {
    this.estate = estate;
  }

  /** The picture. */
  public String svg() {
    int spokes = vpcs("microservices").size();
    int hubHeight = STEP * spokes - 18;
    int height = TOP + hubHeight + 500;
    svg.setLength(0);
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"DejaVu Sans, sans-serif\" font-size=\"14\">%n"
            .formatted(WIDTH, height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(30, 40, 22, "Trunkline on AWS: accounts and network, drawn from the plan");
    text(
        30,
        66,
        13,
        "A line is an attachment to the hub; each has a route table of its own. What has no line to the same table does not meet.");
    spokes("microservices", 30);
    spokes("warehouse", WIDTH - 30 - BOX_WIDTH);
    hub(hubHeight);
    outside(TOP + hubHeight + 40);
    landing(TOP + hubHeight + 40);
    accounts(TOP + hubHeight + 250);
    return svg.append("</svg>\n").toString();
  }

  private List<Resource> vpcs(String world) {
    return estate.all("aws_vpc").stream()
        .filter(vpc -> vpc.text("tags.Name").startsWith(world + "-"))
        .toList();
  }

  private void spokes(String world, int x) {
    int y = TOP;
    for (Resource vpc : vpcs(world)) {
      String name = vpc.text("tags.Name");
      box(x, y, BOX_WIDTH, STEP - 18, colour(world));
      var network = Objects.requireNonNull(estate.accounts().networks().get(name));
      text(x + 14, y + 26, 16, name + "  " + vpc.text("cidr_block"));
      text(
          x + 14,
          y + 48,
          13,
          "used by account " + network.account() + ", " + network.zones() + " zones");
      text(x + 14, y + 68, 13, contents(world, name.substring(world.length() + 1)));
      text(
          x + 14,
          y + 88,
          13,
          world.equals("microservices")
              ? "in: WAF → API Gateway → VPC link → NLB → ALB"
              : "in: landing bucket; out: Snowflake by HTTPS");
      boolean left = x < HUB_X;
      line(left ? x + BOX_WIDTH : x, y + 50, left ? HUB_X : HUB_X + HUB_WIDTH, y + 50, "#334155");
      y += STEP;
    }
  }

  private String contents(String world, String environment) {
    List<Resource> here =
        estate.resources().stream()
            .filter(
                r ->
                    r.environment().equals(environment)
                        && r.address().startsWith("module." + world + "_"))
            .toList();
    long tasks = here.stream().filter(r -> r.type().equals("aws_ecs_service")).count();
    long database = here.stream().filter(r -> r.type().equals("aws_rds_cluster_instance")).count();
    long groups = here.stream().filter(r -> r.type().equals("aws_autoscaling_group")).count();
    return tasks > 0
        ? tasks + " ECS Fargate services, Aurora × " + database
        : "loader on Fargate, Trino in " + groups + " groups, catalog × " + database;
  }

  private void hub(int height) {
    box(HUB_X, TOP, HUB_WIDTH, height, "#e2e8f0");
    text(HUB_X + 14, TOP + 26, 16, "Transit Gateway");
    var tables = new ArrayList<String>();
    estate.all("aws_ec2_transit_gateway_route_table").forEach(t -> tables.add(t.text("tags.Name")));
    text(HUB_X + 14, TOP + 48, 13, tables.size() + " route tables, nothing by default");
    int y = TOP + 72;
    for (String table : tables) {
      text(HUB_X + 14, y, 12, table + "  (" + closed(table) + " closed)");
      y += 20;
    }
  }

  private long closed(String table) {
    return estate.all("aws_ec2_transit_gateway_route").stream()
        .filter(r -> r.at("blackhole").asBoolean() && r.address().contains("[\"" + table + " "))
        .count();
  }

  private void outside(int y) {
    int x = 30;
    for (var site : new TreeMap<>(estate.accounts().onPremises()).entrySet()) {
      box(x, y, 340, 150, "#fee2e2");
      text(x + 14, y + 26, 16, "on premises: " + site.getKey());
      text(
          x + 14,
          y + 48,
          13,
          String.join(", ", site.getValue().cidrs()) + ", AS " + site.getValue().asn());
      text(
          x + 14,
          y + 68,
          13,
          site.getValue().link().equals("vpn")
              ? "Site-to-Site VPN, two tunnels, BGP"
              : "Direct Connect, VPN as back-up");
      text(x + 14, y + 92, 13, "reaches only:");
      text(x + 14, y + 112, 13, String.join(", ", site.getValue().reaches()));
      line(x + 170, y, HUB_X + 30 + (x > 100 ? 50 : 0), y - 40, "#b91c1c");
      x += 360;
    }
    box(x, y, 300, 150, "#f1f5f9");
    text(
        x + 14,
        y + 26,
        16,
        "egress  " + Objects.requireNonNull(estate.accounts().networks().get("egress")).cidr());
    text(x + 14, y + 48, 13, "Network Firewall: names on a list");
    text(x + 14, y + 68, 13, estate.all("aws_nat_gateway").size() + " NAT gateways → internet");
    text(x + 14, y + 92, 13, "nothing comes in here");
    line(x + 60, y, HUB_X + HUB_WIDTH - 40, y - 40, "#334155");
  }

  private void landing(int y) {
    int x = 1090;
    box(x, y, 380, 150, "#ede9fe");
    text(x + 14, y + 26, 16, "landing bucket, one an environment");
    text(x + 14, y + 48, 13, "the only bridge between the worlds:");
    text(x + 14, y + 68, 13, "microservices' tasks put, the loader reads");
    int line = y + 94;
    for (Resource bucket : estate.all("aws_s3_bucket")) {
      if (bucket.address().contains(".module.landing.")) {
        text(x + 14, line, 12, bucket.text("bucket"));
        line += 18;
      }
    }
  }

  private void accounts(int y) {
    text(30, y - 12, 16, "Accounts");
    int x = 30;
    int row = y;
    for (var account : estate.accounts().accounts().entrySet()) {
      box(x, row, 276, 78, colour(account.getValue().kind()));
      text(x + 12, row + 24, 15, account.getKey());
      text(x + 12, row + 44, 12, account.getValue().id() + "  ·  " + account.getValue().owner());
      long count =
          estate.resources().stream().filter(r -> r.account().equals(account.getKey())).count();
      text(
          x + 12,
          row + 63,
          12,
          count + " resources  ·  budget " + account.getValue().budget() + " USD");
      x += 291;
      if (x + 276 > WIDTH) {
        x = 30;
        row += 92;
      }
    }
  }

  private static String colour(String kind) {
    return Objects.requireNonNull(COLOURS.get(kind), kind);
  }

  private void box(int x, int y, int width, int height, String fill) {
    svg.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\" stroke=\"#475569\"/>%n"
            .formatted(x, y, width, height, fill));
  }

  private void line(int x1, int y1, int x2, int y2, String colour) {
    svg.append(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"2\"/>%n"
            .formatted(x1, y1, x2, y2, colour));
  }

  private void text(int x, int y, int size, String words) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"#0f172a\">%s</text>%n"
            .formatted(x, y, size, words.replace("&", "&amp;").replace("<", "&lt;")));
  }
}
