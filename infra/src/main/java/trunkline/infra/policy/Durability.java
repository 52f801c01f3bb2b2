package trunkline.infra.policy;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Resource;

/** Production survives a zone, a deployment and a mistake; the rest sleeps when nobody works. */
public final class Durability implements Policy {
  @Override
  public String promise() {
    return "production stands in several zones, is replaced without a gap and can be restored; the rest may pause";
  }

  @Override
  public List<Violation> check(Estate estate) {
    return new Findings(estate)
        .each(
            "aws_rds_cluster",
            "has one instance in production",
            c -> notProd(c) || instances(estate, c) >= 2)
        .each(
            "aws_rds_cluster",
            "pauses in production",
            c ->
                notProd(c)
                    || c.at("serverlessv2_scaling_configuration.0.min_capacity").asDouble() > 0)
        .each(
            "aws_rds_cluster",
            "costs while nobody works",
            c ->
                !notProd(c)
                    || c.at("serverlessv2_scaling_configuration.0.min_capacity").asDouble() == 0)
        .each(
            "aws_rds_cluster",
            "can be deleted by mistake",
            c -> notProd(c) || c.at("deletion_protection").asBoolean())
        .each(
            "aws_rds_cluster",
            "is not backed up",
            c ->
                c.at("backup_retention_period").asInt() >= 7
                    && c.text("tags.Backup").equals("daily"))
        .each(
            "aws_rds_cluster",
            "keeps backups for less than a month in production",
            c -> notProd(c) || c.at("backup_retention_period").asInt() >= 30)
        .each(
            "aws_ecs_service",
            "runs one task in production",
            s -> notProd(s) || s.at("desired_count").asInt() >= 2)
        .each(
            "aws_ecs_service",
            "stops old tasks before new ones answer",
            s -> s.at("deployment_minimum_healthy_percent").asInt() == 100)
        .each(
            "aws_ecs_service",
            "neither rolls back by circuit breaker nor by CodeDeploy",
            Durability::rollsBack)
        .each(
            "aws_ecs_service",
            "is on the wrong capacity: Spot is for outside production",
            s -> notProd(s) == spot(s))
        .each(
            "aws_ecs_service",
            "stands in one zone",
            s -> s.at("network_configuration.0.subnets").size() >= 2)
        .each(
            "aws_codedeploy_deployment_group",
            "does not go back by itself",
            g ->
                g.at("auto_rollback_configuration.0.enabled").asBoolean()
                    && g.at("alarm_configuration.0.alarms").size() > 0)
        .each(
            "aws_lb",
            "can be deleted by mistake in production",
            lb -> notProd(lb) || lb.at("enable_deletion_protection").asBoolean())
        .each(
            "aws_s3_bucket_versioning",
            "keeps no versions",
            v -> v.text("versioning_configuration.0.status").equals("Enabled"))
        .each(
            "aws_backup_vault_lock_configuration",
            "can be emptied",
            l -> l.at("min_retention_days").asInt() >= 7)
        .each(
            "aws_appautoscaling_scheduled_action",
            "puts production to sleep",
            a -> !a.environment().equals("prod"))
        .list();
  }

  private static boolean notProd(Resource resource) {
    return !resource.environment().equals("prod");
  }

  private static long instances(Estate estate, Resource cluster) {
    Predicate<Resource> member = i -> i.text("cluster_identifier").equals(cluster.text("id"));
    return estate.all("aws_rds_cluster_instance").stream().filter(member).count();
  }

  private static boolean rollsBack(Resource service) {
    return service.text("deployment_controller.0.type").equals("CODE_DEPLOY")
        || service.at("deployment_circuit_breaker.0.rollback").asBoolean();
  }

  private static boolean spot(Resource service) {
    return Objects.equals(
        service.text("capacity_provider_strategy.0.capacity_provider"), "FARGATE_SPOT");
  }
}
