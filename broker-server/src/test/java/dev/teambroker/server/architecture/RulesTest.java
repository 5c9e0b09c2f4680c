package dev.teambroker.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RulesTest {
  private static final JavaClasses service =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.teambroker.server", "dev.teambroker.protocol");
  private static final JavaClasses planted =
      new ClassFileImporter().importPackages("dev.teambroker.server.architecture.planted");
  private static final JavaClasses tests =
      new ClassFileImporter()
          .withImportOption(new ImportOption.OnlyIncludeTests())
          .withImportOption(location -> !location.contains("planted"))
          .importPackages("dev.teambroker.server");

  @ParameterizedTest
  @MethodSource("ofTheService")
  void holdsInTheService(ArchRule rule, String violation) {
    rule.check(service);
  }

  @ParameterizedTest
  @MethodSource("ofTheTests")
  void holdsInTheTests(ArchRule rule, String violation) {
    rule.check(tests);
  }

  @ParameterizedTest
  @MethodSource({"ofTheService", "ofTheTests"})
  void bitesOnAPlantedViolation(ArchRule rule, String violation) {
    assertThat(rule.evaluate(planted).getFailureReport().toString()).contains(violation);
  }

  static Stream<Arguments> ofTheService() {
    return Stream.of(
        rule("clock", Rules.onlyTheClockBeanReadsTheClock(), "ReadsTheClock.instant"),
        rule("clock", Rules.onlyTheClockBeanReadsTheClock(), "ReadsTheClock.millis"),
        rule("secret type", Rules.secretsAreOfTheSecretType(), "KeepsAString.plainSecret"),
        rule("secret type", Rules.secretsAreOfTheSecretType(), "KeepsAString.totpSeed"),
        rule("records", Rules.recordsHoldNoSecret(), "RecordWithASecret.key"),
        rule("sdk credentials", Rules.longTermKeysAreNoStringsOfTheSdk(), "UsesTheSdk"),
        rule("sdk in aws", Rules.onlyAwsUsesTheSdk(), "UsesTheSdk"),
        rule("web packages", Rules.controllersAreWebOfTheirFeature(), "StrayController"),
        rule("beans", Rules.noBeanDependsOnWhatIsConfigured(), "planted.AsksForASetting"),
        rule("beans", Rules.noBeanDependsOnWhatIsConfigured(), "AsksForASetting.bean"));
  }

  static Stream<Arguments> ofTheTests() {
    return Stream.of(
        rule("sleep", Rules.testsDoNotSleep(), "Sleeps.sleep"),
        rule("mocks", Rules.nobodyMocks(), "Mocks.mock"));
  }

  private static Arguments rule(String name, ArchRule rule, String violation) {
    return Arguments.of(Named.of(name, rule), violation);
  }
}
