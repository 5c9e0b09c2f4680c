package dev.teambroker.deployment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What isn't safe isn't rendered, and the refusal says what is wanted. */
class RefusalsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kms      | publicUrl=                            | publicUrl is missing",
        "kms      | publicUrl=http://broker.example.com   | publicUrl",
        "kms      | database.host=                        | the image brings no PostgreSQL",
        "kms      | config.database.url=embedded          | an embedded PostgreSQL is for trying out",
        "kms      | config.database.url=jdbc:postgresql://db/broker?password=x | holds a password",
        "kms      | database.passwordSecret.name=         | there is no default password",
        "kms      | config.database.password-file=/tmp/x  | there is no default password",
        "kms      | database.owner.passwordSecret.name=   | migrations run as the schema's owner",
        "kms      | database.owner.passwordSecret.name=broker-database | are the same Secret",
        "kms      | config.database.owner-password-file=/x | for the migrations' Job alone",
        "kms      | secretFiles[0]=broker-owner            | mounts the schema owner's password",
        "kms      | secretStore.keys=null                 | secretStore.keys",
        "kms      | secretStore.keys[0]=keystore           | the software keystore, which each",
        "kms      | replicas=1;secretStore.keys[0]=keystore | would be lost with its pod",
        "kms      | secretStore.retiring[0]=keystore       | the software keystore, which each",
        "keystore | replicas=2                            | the software keystore, which each",
        "kms      | config.secret-store.keys[0]=keystore   | set secretStore.keys",
        "kms      | aws.identity=none                     | a key of KMS wants somebody",
        "kms      | config.aws.identity=none              | a key of KMS wants somebody",
        "hsm      | secretStore.pkcs11.library=            | the vendor's module",
        "hsm      | secretStore.pkcs11.pinSecret.name=     | there is no default PIN",
        "vault    | secretStore.vault.role=               | are wanted for a key of Vault",
        "kms      | checkpoints.s3.bucket=                | would be lost with each pod",
        "kms      | persistence.existingClaim=data        | is for one replica",
        "kms      | proxies.protocol=true;proxies.trusted[0]=0.0.0.0/0 | names everybody",
        "kms      | config.web.proxy-protocol=true        | proxies.trusted is missing",
        "kms      | extraEnv[0].name=BROKER_PKCS11_PIN;extraEnv[0].value=abcd | secrets come from",
        "kms      | replicas=0                            | replicas",
        "kms      | replica=3                             | replica",
        "kms      | config.webPort=1                      | webPort",
      })
  void sayWhatIsWanted(String values, String overrides, String sentence) {
    assertThatThrownBy(() -> Chart.render(values, parsed(overrides)))
        .hasMessageContaining(sentence);
  }

  private static Map<String, String> parsed(String overrides) {
    return Arrays.stream(overrides.split(";", -1))
        .map(override -> override.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
