package dev.teambroker.demo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.teambroker.server.planted.ServerClass;
import org.junit.jupiter.api.Test;

class DemoArchitectureTest {
  private static final ArchRule USES_LAUNCHERS_ALONE =
      noClasses()
          .that()
          .resideInAPackage("dev.teambroker.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.teambroker.server..",
              "dev.teambroker.cli..",
              "dev.teambroker.sandbox..",
              "dev.teambroker.protocol..");

  @Test
  void usesNoClassOfTheBroker() {
    USES_LAUNCHERS_ALONE.check(
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.teambroker.demo"));
  }

  @Test
  void bitesOnAPlantedViolation() {
    assertThatThrownBy(
            () -> USES_LAUNCHERS_ALONE.check(new ClassFileImporter().importClasses(Planted.class)))
        .isInstanceOf(AssertionError.class);
  }

  /** Breaks the rule. */
  private record Planted(ServerClass used) {}
}
