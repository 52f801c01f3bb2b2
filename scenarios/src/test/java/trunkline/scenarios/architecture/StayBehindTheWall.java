package trunkline.scenarios.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * Everything of ours depends on the platform and on nothing else of ours: services never see each
 * other's code, bridge and warehouse see no service's. Who calls services from outside, bridge and
 * console, has the client that is generated from their contracts; it sees nothing of ours, like
 * PostgreSQL for one machine. local sees all, since it runs them all. A service that is new is held
 * without a word here.
 */
final class StayBehindTheWall extends ArchCondition<JavaClass> {
  StayBehindTheWall() {
    super("depend on its own module and the platform only");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    String from = OurClasses.module(type);
    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
      JavaClass target = dependency.getTargetClass().getBaseComponentType();
      if (OurClasses.isOurs(target) && !mayDepend(from, OurClasses.module(target))) {
        events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
      }
    }
  }

  static boolean mayDepend(String from, String to) {
    return switch (from) {
      case "local" -> true;
      case "platform", "client", "local.postgres" -> to.equals(from);
      case "bridge", "console" -> to.equals(from) || to.equals("platform") || to.equals("client");
      default -> to.equals(from) || to.equals("platform");
    };
  }
}
