package dev.teambroker.sandbox.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void keyIdsNameTheirAccount() {
    for (String account : new String[] {"123456789012", "000000000001", "999999999999"}) {
      String id = Ids.keyId("AKIA", account);
      assertThat(id).matches("AKIA[A-Z2-7]{16}");
      assertThat(Ids.account(id)).hasValue(Long.parseLong(account));
    }
  }

  @Test
  void otherTextsNameNone() {
    assertThat(Ids.account("AIDAAAAAAAAAAAAAAAAA")).isEmpty();
  }
}
