package dev.teambroker.sandbox;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class StructureTest {
  private static ArchRule noCyclesIn(String parent) {
    return slices().matching(parent + ".(*)..").should().beFreeOfCycles();
  }

  @Test
  void packagesHaveNoCycles() {
    noCyclesIn("dev.teambroker.sandbox")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.teambroker.sandbox"));
  }

  @Test
  void cycleIsFound() {
    String planted = "dev.teambroker.sandbox.planted";
    assertThatThrownBy(
            () -> noCyclesIn(planted).check(new ClassFileImporter().importPackages(planted)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Cycle detected");
  }
}
