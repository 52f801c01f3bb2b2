package trunkline.infra;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Resource;

/**
 * What a month of the estate costs: every resource of the plan that is paid by the hour or by the
 * piece, at the size, the schedule and the capacity that the plan gives it, and what is paid by use
 * at the use that the price table assumes.
 */
public final class Cost {
  private static final List<String> COLUMNS = List.of("prod", "test", "dev", "shared");
  private static final BigDecimal CPU_UNITS = BigDecimal.valueOf(1024);
  private static final BigDecimal WEEKS = new BigDecimal("4.345");

  private final Prices prices;
  private final Estate estate;
  private final Map<String, Map<String, BigDecimal>> rows = new TreeMap<>();

  public Cost(Prices prices, Estate estate) {
    this.prices = prices;
    this.estate = estate;
    estate.resources().forEach(this::price);
    COLUMNS.stream().filter(c -> !c.equals("shared")).forEach(this::use);
  }

  private void price(Resource r) {
    switch (r.type()) {
      case "aws_ecs_service" -> add(r, "Fargate services", service(r));
      case "aws_scheduler_schedule" -> add(r, "Fargate loader", loader(r));
      case "aws_autoscaling_group" -> add(r, "EC2 Trino", instances(r));
      case "aws_rds_cluster_instance" -> add(r, "Aurora capacity", aurora(r));
      case "aws_nat_gateway" -> add(r, "NAT and firewall", always("nat-gateway"));
      case "aws_networkfirewall_firewall" ->
          add(
              r,
              "NAT and firewall",
              always("network-firewall-endpoint").multiply(count(r, "subnet_mapping")));
      case "aws_eip" -> add(r, "NAT and firewall", always("public-ipv4"));
      case "aws_ec2_transit_gateway_vpc_attachment" ->
          add(r, "Hub and links", always("transit-gateway-attachment"));
      case "aws_vpn_connection" ->
          add(
              r,
              "Hub and links",
              always("vpn-connection").add(always("transit-gateway-attachment")));
      case "aws_dx_transit_virtual_interface" ->
          add(
              r,
              "Hub and links",
              always("direct-connect-1g").add(always("transit-gateway-attachment")));
      case "aws_vpc_endpoint" -> add(r, "Endpoints and resolver", endpoint(r));
      case "aws_route53_resolver_endpoint" ->
          add(
              r,
              "Endpoints and resolver",
              always("resolver-address").multiply(count(r, "ip_address")));
      case "aws_lb" -> add(r, "Load balancers", always("load-balancer"));
      case "aws_kms_key" -> add(r, "Keys, secrets, zones", prices.month("kms-key"));
      case "aws_secretsmanager_secret" -> add(r, "Keys, secrets, zones", prices.month("secret"));
      case "aws_route53_zone" -> add(r, "Keys, secrets, zones", prices.month("hosted-zone"));
      case "aws_wafv2_web_acl" ->
          add(
              r,
              "WAF",
              prices.month("waf-acl").add(prices.month("waf-rule").multiply(count(r, "rule"))));
      case "aws_cloudwatch_metric_alarm" ->
          add(r, "Alarms and dashboards", prices.month("metric-alarm"));
      case "aws_cloudwatch_dashboard" -> add(r, "Alarms and dashboards", prices.month("dashboard"));
      case "aws_codepipeline" -> add(r, "Pipelines", prices.month("pipeline"));
      default -> {} // free, or paid by use
    }
  }

  private BigDecimal service(Resource service) {
    Resource task = find("aws_ecs_task_definition", "arn", service.text("task_definition"));
    BigDecimal hourly =
        prices
            .hour("fargate-arm-vcpu")
            .multiply(divided(task.text("cpu"), CPU_UNITS))
            .add(prices.hour("fargate-arm-gib").multiply(divided(task.text("memory"), CPU_UNITS)));
    boolean spot = service.text("capacity_provider_strategy.0.capacity_provider").endsWith("_SPOT");
    return hourly
        .multiply(BigDecimal.valueOf(service.at("desired_count").asLong()))
        .multiply(spot ? prices.spot("fargate") : BigDecimal.ONE)
        .multiply(hours(service));
  }

  /** The loader runs for two minutes at each tick. */
  private BigDecimal loader(Resource schedule) {
    if (!schedule.address().contains(".module.loader.")) {
      return BigDecimal.ZERO;
    }
    boolean prod = schedule.environment().equals("prod");
    BigDecimal hourly =
        prices
            .hour("fargate-arm-vcpu")
            .multiply(BigDecimal.TWO)
            .add(prices.hour("fargate-arm-gib").multiply(BigDecimal.valueOf(8)));
    BigDecimal share = prod ? new BigDecimal("0.4") : divided("2", BigDecimal.valueOf(30));
    return hourly
        .multiply(share)
        .multiply(prod ? BigDecimal.ONE : prices.spot("fargate"))
        .multiply(hours(schedule));
  }

  private BigDecimal instances(Resource group) {
    String type = group.text("mixed_instances_policy.0.launch_template.0.override.0.instance_type");
    boolean spot =
        group
                .at(
                    "mixed_instances_policy.0.instances_distribution.0.on_demand_percentage_above_base_capacity")
                .asInt()
            == 0;
    BigDecimal disk = prices.month("gp3-gib").multiply(BigDecimal.valueOf(60));
    BigDecimal machine =
        prices
            .hour(type)
            .multiply(spot ? prices.spot("ec2") : BigDecimal.ONE)
            .multiply(hours(group));
    return machine.add(disk).multiply(BigDecimal.valueOf(group.at("min_size").asLong()));
  }

  /** The writer runs at the mean that the table assumes; a reader idles at the least capacity. */
  private BigDecimal aurora(Resource instance) {
    Resource cluster = find("aws_rds_cluster", "id", instance.text("cluster_identifier"));
    BigDecimal least =
        cluster.at("serverlessv2_scaling_configuration.0.min_capacity").decimalValue();
    boolean catalog = instance.address().contains(".module.catalog.");
    boolean writer = instance.text("promotion_tier").equals("0");
    BigDecimal acu =
        catalog || !writer
            ? least.max(new BigDecimal("0.5"))
            : usage(instance.environment(), "auroraMeanAcu");
    return prices.hour("aurora-acu").multiply(acu).multiply(hours(instance));
  }

  private BigDecimal endpoint(Resource endpoint) {
    return endpoint.text("vpc_endpoint_type").equals("Interface")
        ? always("interface-endpoint-zone").multiply(count(endpoint, "subnet_ids"))
        : BigDecimal.ZERO;
  }

  private void use(String environment) {
    prices
        .usagePrices()
        .forEach(
            (what, price) ->
                add(environment, "By use: " + what, price.multiply(usage(environment, what))));
  }

  private BigDecimal usage(String environment, String what) {
    String row = environment.equals("prod") ? "prod" : "nonprod";
    return Objects.requireNonNull(Objects.requireNonNull(prices.usage().get(row)).get(what), what);
  }

  /** Hours a month that a thing of this environment runs: the schedule's outside production. */
  private BigDecimal hours(Resource resource) {
    if (resource.environment().isEmpty() || resource.environment().equals("prod")) {
      return prices.hoursPerMonth();
    }
    var schedule = estate.accounts().schedule();
    int day = hour(schedule.stop()) - hour(schedule.start());
    int days = schedule.days().equals("MON-FRI") ? 5 : 7;
    return WEEKS.multiply(BigDecimal.valueOf((long) day * days));
  }

  private static int hour(String time) {
    return Integer.parseInt(time.substring(0, 2));
  }

  private BigDecimal always(String what) {
    return prices.hour(what).multiply(prices.hoursPerMonth());
  }

  private static BigDecimal count(Resource resource, String path) {
    return BigDecimal.valueOf(resource.at(path).size());
  }

  private static BigDecimal divided(String value, BigDecimal by) {
    return new BigDecimal(value).divide(by, 6, RoundingMode.HALF_UP);
  }

  private Resource find(String type, String attribute, String value) {
    return estate.all(type).stream()
        .filter(r -> r.text(attribute).equals(value))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no " + type + " with " + attribute + " " + value));
  }

  private void add(Resource resource, String row, BigDecimal amount) {
    add(resource.environment().isEmpty() ? "shared" : resource.environment(), row, amount);
  }

  private void add(String column, String row, BigDecimal amount) {
    rows.computeIfAbsent(row, k -> new TreeMap<>()).merge(column, amount, BigDecimal::add);
  }

  /** A month of one column: an environment, or what they share. */
  public BigDecimal month(String column) {
    return rows.values().stream()
        .map(row -> row.getOrDefault(column, BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** The table as Markdown, with what it rests on. */
  public String table() {
    var table = new StringBuilder();
    table.append(
        "%s a month, list prices of %s in %s; production always on, dev and test %s to %s %s on Spot.%n%n"
            .formatted(
                prices.currency(),
                prices.date(),
                prices.region(),
                estate.accounts().schedule().start(),
                estate.accounts().schedule().stop(),
                estate.accounts().schedule().days()));
    table.append("| what | prod | test | dev | shared |\n|---|---:|---:|---:|---:|\n");
    rows.forEach((row, cells) -> line(table, row, c -> cells.getOrDefault(c, BigDecimal.ZERO)));
    line(table, "**all**", this::month);
    return table.toString();
  }

  private static void line(StringBuilder table, String row, Function<String, BigDecimal> cell) {
    table.append("| ").append(row);
    COLUMNS.forEach(
        c -> table.append(" | ").append(cell.apply(c).setScale(0, RoundingMode.HALF_UP)));
    table.append(" |\n");
  }
}
