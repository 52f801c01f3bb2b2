package trunkline.scenarios.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;

/**
 * Every class of ours that is shipped, and the module that it belongs to. Of the client only what
 * is written by hand: what is generated has its generator's style.
 */
final class OurClasses {
  private static final String GENERATED = ".*/trunkline/client/(?!connection/).*";

  static final JavaClasses SHIPPED =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .withImportOption(location -> !location.contains("/trunkline/scenarios/"))
          .withImportOption(location -> !location.matches(Pattern.compile(GENERATED)))
          .importPackages("trunkline");

  private static final String ROOT = "trunkline.";
  private static final String POSTGRES = "local.postgres";

  private OurClasses() {}

  static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith(ROOT);
  }

  /** {@code platform}, {@code customer}, …: the name after ours. */
  static String module(JavaClass type) {
    String rest = type.getPackageName().substring(ROOT.length());
    if (rest.equals(POSTGRES) || rest.startsWith(POSTGRES + ".")) {
      return POSTGRES;
    }
    int dot = rest.indexOf('.');
    return dot < 0 ? rest : rest.substring(0, dot);
  }
}
