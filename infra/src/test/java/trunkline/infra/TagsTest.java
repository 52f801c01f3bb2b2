package trunkline.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every stage tags everything it makes: by its providers, and where AWS does not, by itself. */
class TagsTest {
  private static final List<String> TAGS =
      List.of("Project", "Owner", "Environment", "Stage", "Layer");

  @Test
  void everyProvider_tagsByDefault() throws IOException {
    for (Path stage : stages()) {
      String providers = Files.readString(stage.resolve("providers.tf"));
      assertEquals(
          count(providers, "provider \"aws\""), count(providers, "default_tags"), stage.toString());
      String estate = Files.readString(stage.resolve("estate.tf"));
      TAGS.forEach(
          tag -> assertTrue(estate.contains("    " + tag + " "), stage + " has no tag " + tag));
    }
  }

  /** Auto Scaling does not hand default tags to instances; ECS does so only when told. */
  @Test
  void whatStartsThings_tagsWhatItStarts() throws IOException {
    PlannedEstate.get()
        .all("aws_autoscaling_group")
        .forEach(
            group ->
                assertTrue(group.at("tag").toString().contains("\"PatchGroup\""), group.address()));
    PlannedEstate.get()
        .all("aws_ecs_service")
        .forEach(
            service -> assertEquals("SERVICE", service.text("propagate_tags"), service.address()));
  }

  private static List<Path> stages() throws IOException {
    try (Stream<Path> list = Files.list(PlannedEstate.repository().resolve("infra/stages"))) {
      return list.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
