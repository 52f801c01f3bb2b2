package trunkline.scenarios.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaPackage;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The walls. The poms hold them between the jars; this holds them inside too. */
class ArchitectureTest {
  /** A missing idea stands behind each of these names. */
  private static final String EMPTY_NAMES =
      "(.*(Manager|Helper|Util|Utils|Impl))|((Base|Abstract|Default)[A-Z].*)";

  /** Silences Helidon, which logs there. */
  private static final Set<String> KNOWS_OLD_LOGGING = Set.of("trunkline.platform.http.HttpEdge");

  /** Where time comes in: the parts lists, and those that look at the age of a file or a wait. */
  private static final Set<String> READS_THE_CLOCK =
      Set.of(
          "trunkline.platform.service.TmfService",
          "trunkline.platform.log.Cursor",
          "trunkline.bridge.MigrationConfig",
          "trunkline.warehouse.Warehouse",
          "trunkline.warehouse.lake.FileCache",
          "trunkline.warehouse.EngineCommand",
          "trunkline.warehouse.model.Candidate",
          "trunkline.local.Machine",
          "trunkline.local.alone.Bed",
          "trunkline.local.postgres.TemporaryServer");

  /** Where chance comes in, besides ids and secrets: jitter between retries, trace ids. */
  private static final Set<String> ROLLS_DICE =
      Set.of("trunkline.bridge.load.Retry", "trunkline.local.edge.ForwardedHeaders");

  @Test
  void shipped_everyModuleIsSeen() {
    Set<String> seen =
        OurClasses.SHIPPED.stream().map(OurClasses::module).collect(Collectors.toSet());
    assertEquals(
        Set.of(
            "platform",
            "customer",
            "subscription",
            "device",
            "interaction",
            "consent",
            "ticket",
            "identification",
            "search",
            "client",
            "bridge",
            "warehouse",
            "local",
            "local.postgres"),
        seen);
    assertFalse(OurClasses.SHIPPED.contain("trunkline.platform.testing.Client"));
  }

  @Test
  void modules_dependOnPlatformAndThemselvesOnly() {
    classes().should(new StayBehindTheWall()).check(OurClasses.SHIPPED);
  }

  @Test
  void wall_keepsServicesApart() {
    assertFalse(StayBehindTheWall.mayDepend("customer", "ticket"));
    assertFalse(StayBehindTheWall.mayDepend("warehouse", "customer"));
    assertFalse(StayBehindTheWall.mayDepend("bridge", "customer"));
    assertFalse(StayBehindTheWall.mayDepend("platform", "customer"));
    assertFalse(StayBehindTheWall.mayDepend("local.postgres", "platform"));
    assertFalse(StayBehindTheWall.mayDepend("customer", "client"));
    assertFalse(StayBehindTheWall.mayDepend("client", "platform"));
    assertTrue(StayBehindTheWall.mayDepend("customer", "platform"));
    assertTrue(StayBehindTheWall.mayDepend("bridge", "client"));
  }

  @Test
  void packages_areFreeOfCycles() {
    slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(OurClasses.SHIPPED);
  }

  @Test
  void packages_sayWhatMayBeNull() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : OurClasses.SHIPPED) {
      JavaPackage in = type.getPackage();
      if (in.tryGetPackageInfo().filter(i -> i.isAnnotatedWith(NullMarked.class)).isEmpty()) {
        unmarked.add(in.getName());
      }
    }
    assertTrue(unmarked.isEmpty(), () -> "no @NullMarked package-info.java in " + unmarked);
  }

  @Test
  void names_areOfTheField() {
    noClasses()
        .should()
        .haveNameMatching("(.*[.$])?(" + EMPTY_NAMES + ")")
        .check(OurClasses.SHIPPED);
  }

  @Test
  void platformAndServices_logByOneWay() {
    noClasses()
        .that(inProcessOfItsOwn())
        .and(not(KNOWS_OLD_LOGGING))
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.util.logging.."))
        .check(OurClasses.SHIPPED);
    noClasses()
        .that(inProcessOfItsOwn())
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(OurClasses.SHIPPED);
  }

  @Test
  void clock_isReadAtTheEdgeOnly() {
    noClasses()
        .that(not(READS_THE_CLOCK))
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(OurClasses.SHIPPED);
  }

  @Test
  void chance_comesInAtTheEdgeOnly() {
    noClasses()
        .that(not(ROLLS_DICE))
        .should()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .check(OurClasses.SHIPPED);
  }

  /** The platform and every service: whatever is neither the machine nor a command line. */
  private static DescribedPredicate<JavaClass> inProcessOfItsOwn() {
    Set<String> others = Set.of("local", "local.postgres", "client", "bridge", "warehouse");
    return DescribedPredicate.describe(
        "belong to the platform or a service", type -> !others.contains(OurClasses.module(type)));
  }

  /** Inner classes count as the class they stand in. */
  private static DescribedPredicate<JavaClass> not(Set<String> allowed) {
    return DescribedPredicate.describe(
        "are none of " + allowed,
        type -> !allowed.contains(type.getName().replaceFirst("\\$.*", "")));
  }
}
