package trunkline.infra.policy;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import trunkline.infra.estate.Estate;
import trunkline.infra.estate.Resource;

/** Machines and containers: no IMDSv1, no SSH key, patched, read-only, not root, Graviton. */
public final class Instances implements Policy {
  @Override
  public String promise() {
    return "instances use IMDSv2 and are patched; containers are read-only and not root";
  }

  @Override
  public List<Violation> check(Estate estate) {
    Set<String> patched =
        estate.all("aws_ssm_patch_group").stream()
            .map(g -> g.text("patch_group"))
            .collect(Collectors.toSet());
    return new Findings(estate)
        .each(
            "aws_launch_template",
            "allows IMDSv1",
            t -> t.text("metadata_options.0.http_tokens").equals("required"))
        .each(
            "aws_launch_template",
            "belongs to no patch group that has a baseline",
            t -> patched.contains(t.text("tag_specifications.0.tags.PatchGroup")))
        .each(
            "aws_ec2_instance_metadata_defaults",
            "allows IMDSv1",
            d -> d.text("http_tokens").equals("required"))
        .each("aws_ecs_task_definition", "runs as root or writes to its root", Instances::contained)
        .each(
            "aws_ecs_task_definition",
            "is not on Graviton",
            t -> t.text("runtime_platform.0.cpu_architecture").equals("ARM64"))
        .each(
            "aws_ecr_repository",
            "lets an image be replaced under its tag",
            r -> r.text("image_tag_mutability").equals("IMMUTABLE"))
        .each(
            "aws_ssm_maintenance_window_task",
            "does not install patches",
            t -> t.text("task_arn").equals("AWS-RunPatchBaseline"))
        .list();
  }

  private static boolean contained(Resource task) {
    String containers = task.text("container_definitions");
    return !containers.isEmpty()
        && count(containers, "\"readonlyRootFilesystem\":true") == count(containers, "\"image\":")
        && count(containers, "\"user\":\"10001:10001\"") == count(containers, "\"image\":");
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
