package dev.teambroker.server.grant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionPoliciesTest {
  private static final String ALLOW_S3 =
      """
      {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""";
  private static final String DENY_DELETE =
      """
      {"Version":"2012-10-17",
       "Statement":[{"Effect":"Deny","Action":"s3:DeleteObject","Resource":"*"}]}""";

  @Test
  void takesADocumentWithStatements() {
    assertThat(SessionPolicies.isPolicy(ALLOW_S3)).isTrue();
    assertThat(SessionPolicies.isPolicy("{}")).isFalse();
    assertThat(SessionPolicies.isPolicy("[]")).isFalse();
    assertThat(SessionPolicies.isPolicy("allow everything")).isFalse();
    assertThat(SessionPolicies.isPolicy(ALLOW_S3 + " ".repeat(2048))).isFalse();
  }

  @Test
  void addsStatementsThatOnlyDeny() {
    assertThat(SessionPolicies.narrowed(ALLOW_S3, DENY_DELETE))
        .hasValueSatisfying(
            joined ->
                assertThat(joined)
                    .contains("\"s3:*\"")
                    .contains("\"Deny\"")
                    .contains("s3:DeleteObject"));
  }

  @Test
  void refusesStatementsThatCouldAllowMore() {
    assertThat(SessionPolicies.narrowed(DENY_DELETE, ALLOW_S3)).isEmpty();
    assertThat(
            SessionPolicies.narrowed(
                ALLOW_S3, "{\"Statement\":[{\"Effect\":\"Deny\"},{\"Effect\":\"Allow\"}]}"))
        .isEmpty();
    assertThat(SessionPolicies.narrowed(ALLOW_S3, "{\"Statement\":[{}]}")).isEmpty();
  }
}
