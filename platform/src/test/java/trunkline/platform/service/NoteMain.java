package trunkline.platform.service;

import java.util.List;
import java.util.Map;
import trunkline.platform.config.Configuration;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.ResourceType;

/** The smallest TMF service: one resource, a note, whose name is personal. */
public final class NoteMain {
  public static final String PATH = "/tmf-api/noteManagement/v4/note";
  public static final String MIGRATIONS = "classpath:trunkline/platform/service/migrations";

  private static final ResourceType NOTE =
      ResourceType.named("note")
          .api("/tmf-api/noteManagement/v4")
          .table("note")
          .mandatory("name")
          .column("name", "name")
          .personal(PersonalData.of(Mask.INITIAL, "name"))
          .schema("note.schema.json")
          .build();

  private NoteMain() {}

  public static TmfService start(Map<String, String> settings) {
    return start(settings, Additions.NONE);
  }

  static TmfService start(Map<String, String> settings, Additions more) {
    ServiceConfig config = Configuration.read(ServiceConfig.class, settings);
    return TmfService.start("note", config, List.of(NOTE), MIGRATIONS, parts -> more);
  }
}
