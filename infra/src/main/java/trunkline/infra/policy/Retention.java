package trunkline.infra.policy;

import java.util.List;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Resource;

/** Logs are kept for a stated time; evidence is kept where nobody who is watched can delete it. */
public final class Retention implements Policy {
  @Override
  public String promise() {
    return "logs have a retention, evidence is locked, and changes raise alarms";
  }

  @Override
  public List<Violation> check(Estate estate) {
    return new Findings(estate)
        .each(
            "aws_cloudwatch_log_group",
            "keeps logs for ever or for less than 30 days",
            g -> g.at("retention_in_days").asInt() >= 30)
        .each(
            "aws_cloudwatch_log_group",
            "keeps production's logs for less than a year",
            g -> !g.environment().equals("prod") || g.at("retention_in_days").asInt() >= 365)
        .each(
            "aws_s3_bucket_object_lock_configuration",
            "can be undone",
            l ->
                l.text("rule.0.default_retention.0.mode").equals("COMPLIANCE")
                    && l.at("rule.0.default_retention.0.days").asInt() >= 365)
        .each(
            "aws_cloudtrail",
            "does not see every account and region",
            t ->
                t.at("is_organization_trail").asBoolean()
                    && t.at("is_multi_region_trail").asBoolean())
        .each("aws_cloudtrail", "writes to a bucket of its own account", t -> elsewhere(estate, t))
        .each(
            "aws_flow_log",
            "is not Parquet in the log archive",
            f ->
                f.text("log_destination").contains("trunkline-flows-")
                    && f.text("destination_options.0.file_format").equals("parquet"))
        .each("aws_flow_log", "does not log everything", f -> f.text("traffic_type").equals("ALL"))
        .each("aws_cloudwatch_metric_alarm", "tells nobody", a -> a.at("alarm_actions").size() > 0)
        .each(
            "aws_cloudwatch_metric_alarm",
            "names no runbook",
            a -> a.text("alarm_description").contains("Runbook: "))
        .each(
            "aws_vpc",
            "has no flow log",
            vpc ->
                estate.all("aws_flow_log").stream()
                    .anyMatch(f -> f.text("vpc_id").equals(vpc.text("id"))))
        .each(
            "aws_config_configuration_recorder",
            "does not record everything",
            r -> r.at("recording_group.0.all_supported").asBoolean())
        .list();
  }

  private static boolean elsewhere(Estate estate, Resource trail) {
    return estate.all("aws_s3_bucket").stream()
        .filter(bucket -> bucket.text("bucket").equals(trail.text("s3_bucket_name")))
        .anyMatch(
            bucket ->
                bucket.account().equals("log-archive") && !trail.account().equals("log-archive"));
  }
}
