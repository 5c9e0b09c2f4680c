package dev.teambroker.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps the hot path quick, and the packages in order. */
class HotJarTest {
  private static final String[] HOT = {
    "dev.teambroker.cli.hot..", "dev.teambroker.cli.settings..", "dev.teambroker.cli.store.."
  };
  private static final JavaClasses CLI =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.teambroker.cli");

  private static final ArchRule FRAMEWORK_FREE =
      classes()
          .that()
          .resideInAnyPackage(HOT)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(HOT)
                  .or(
                      resideInAnyPackage(
                          "java.lang..",
                          "java.io",
                          "java.nio..",
                          "java.net",
                          "java.util",
                          "java.util.concurrent.locks",
                          "java.security",
                          "org.jspecify..")))
          .andShould()
          .onlyDependOnClassesThat(not(resideInAnyPackage("java.time..", "java.util.regex..")));

  private static final ArchRule CLOCK_IS_INJECTED =
      noClasses().should().callMethod(Instant.class, "now");

  /** Breaks the rules on purpose. */
  static final class Planted {
    static String lambda() {
      Supplier<String> now = () -> Instant.now().toString();
      return now.get();
    }
  }

  @Test
  void theHotJarNeedsNoFrameworkAndNothingSlow() {
    FRAMEWORK_FREE.check(CLI);
  }

  @Test
  void theClockIsInjected() {
    CLOCK_IS_INJECTED.check(CLI);
    JavaClasses planted = new ClassFileImporter().importClasses(Planted.class);
    assertThatThrownBy(() -> CLOCK_IS_INJECTED.check(planted)).isInstanceOf(AssertionError.class);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.teambroker.cli.(*)..").should().beFreeOfCycles().check(CLI);
  }

  @Test
  void theHotJarSpinsNoCodeAtRunTime() throws IOException {
    for (String part : List.of("hot", "settings", "store")) {
      try (Stream<Path> files = Files.walk(Path.of("target/classes/dev/teambroker/cli", part))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
          assertThat(dynamicCalls(Files.readAllBytes(file))).as(file.toString()).isEmpty();
        }
      }
    }
  }

  @Test
  void thatCheckBites() throws IOException {
    try (InputStream planted = HotJarTest.class.getResourceAsStream("HotJarTest$Planted.class")) {
      assertThat(dynamicCalls(java.util.Objects.requireNonNull(planted).readAllBytes()))
          .isNotEmpty();
    }
  }

  /**
   * The methods that use invokedynamic, but a record's own three, which the hot path never calls.
   */
  private static List<String> dynamicCalls(byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    List<String> records = List.of("toString", "hashCode", "equals");
    return model.methods().stream()
        .filter(method -> !records.contains(method.methodName().stringValue()))
        .filter(HotJarTest::isDynamic)
        .map(method -> method.methodName().stringValue())
        .toList();
  }

  private static boolean isDynamic(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .anyMatch(InvokeDynamicInstruction.class::isInstance);
  }
}
