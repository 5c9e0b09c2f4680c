package dev.teambroker.server.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.teambroker.protocol.Secret;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the compiler can't check. */
final class Rules {
  private static final String SERVER = "dev.teambroker.server";
  private static final Set<String> CLOCKS =
      Set.of(
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.InstantSource.system",
          "java.lang.System.currentTimeMillis");

  /** Names of what must be a {@link Secret}; ids, hashes, files and lifetimes of it may be text. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          "(?i).*(secret|password|passphrase|seed|privatekey|sessiontoken|accesstoken|refreshtoken"
              + "|recoverycode|invitationcode)s?$");

  private static final Pattern SETTING_CONDITION =
      Pattern.compile(
          "org\\.springframework\\.boot\\.autoconfigure\\.condition"
              + "\\.ConditionalOn(Boolean)?(Propert(y|ies)|Expression)");

  private Rules() {}

  static ArchRule onlyTheClockBeanReadsTheClock() {
    return noClasses()
        .that()
        .doNotHaveFullyQualifiedName(SERVER + ".BrokerServer")
        .should()
        .callMethodWhere(readsTheClock())
        .because("time comes from the InstantSource, so that tests can move it");
  }

  static ArchRule secretsAreOfTheSecretType() {
    return fields()
        .that(areNamedLikeASecret())
        .and()
        .areNotStatic()
        .should()
        .notHaveRawType(String.class)
        .andShould()
        .notHaveRawType(byte[].class)
        .andShould()
        .notHaveRawType(char[].class)
        .because("a String can't be overwritten, and shows itself");
  }

  static ArchRule recordsHoldNoSecret() {
    return noFields()
        .that()
        .areDeclaredInClassesThat(areRecords())
        .should()
        .haveRawType(Secret.class)
        .because("a record's toString, equals and pattern hand its parts around");
  }

  static ArchRule longTermKeysAreNoStringsOfTheSdk() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "software\\.amazon\\.awssdk\\.(auth\\.credentials\\.Aws(Basic|Session)?Credentials"
                + "|identity\\.spi\\.Aws(Session)?CredentialsIdentity)")
        .because("the SDK keeps them as Strings and caches signing keys by them");
  }

  static ArchRule onlyAwsUsesTheSdk() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(SERVER + ".aws..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..");
  }

  static ArchRule controllersAreWebOfTheirFeature() {
    return classes()
        .that()
        .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
        .should()
        .resideInAPackage(SERVER + "..web..")
        .because("a feature's web code stands in its own web package");
  }

  /** Beans are chosen when the server is packaged, long before an operator configures it. */
  static ArchRule noBeanDependsOnWhatIsConfigured() {
    return classes()
        .should(beAskedForInEveryConfiguration())
        .because("the packaged server would take the default's answer (docs/architecture.md)");
  }

  static ArchRule nobodyMocks() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.mockito..", "org.easymock..", "io.mockk..");
  }

  static ArchRule testsDoNotSleep() {
    return noClasses().should().callMethod(Thread.class, "sleep", long.class);
  }

  private static ArchCondition<JavaClass> beAskedForInEveryConfiguration() {
    return new ArchCondition<>("be there whatever is configured") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Stream.concat(Stream.of(type), type.getMethods().stream())
            .filter(place -> place.getAnnotations().stream().anyMatch(Rules::asksForASetting))
            .forEach(
                place -> events.add(SimpleConditionEvent.violated(place, place.getFullName())));
      }
    };
  }

  /** Which command runs is known when a server is packaged: it is the server. */
  private static boolean asksForASetting(JavaAnnotation<?> annotation) {
    return SETTING_CONDITION.matcher(annotation.getRawType().getName()).matches()
        && !annotation
            .get("name")
            .map(name -> Arrays.equals((Object[]) name, new String[] {"broker.command"}))
            .orElse(false);
  }

  private static DescribedPredicate<JavaCall<?>> readsTheClock() {
    return DescribedPredicate.describe(
        "reads the clock",
        call -> {
          String target = call.getTargetOwner().getName() + "." + call.getName();
          return CLOCKS.contains(target)
              && (call.getTarget().getRawParameterTypes().isEmpty()
                  || !call.getName().equals("now"));
        });
  }

  private static DescribedPredicate<JavaField> areNamedLikeASecret() {
    return DescribedPredicate.describe(
        "are named like a secret", field -> SECRET_NAME.matcher(field.getName()).matches());
  }

  private static DescribedPredicate<JavaClass> areRecords() {
    return DescribedPredicate.describe("are records", JavaClass::isRecord);
  }
}
