package trunkline.scenarios.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/**
 * One slice for each package, however deep. A module's refusals stand beside its parts list, where
 * a reader looks for them, and every package of it speaks them: they are a slice of their own.
 */
final class EachPackage implements SliceAssignment {
  private static boolean isRefusals(JavaClass type) {
    return type.getName().matches("trunkline\\.[a-z]+\\.(Refusals|LocalFailure)");
  }

  @Override
  public SliceIdentifier getIdentifierOf(JavaClass type) {
    return SliceIdentifier.of(isRefusals(type) ? type.getName() : type.getPackageName());
  }

  @Override
  public String getDescription() {
    return "each package, and each module's refusals";
  }
}
