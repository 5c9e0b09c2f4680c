package dev.teambroker.sandbox.contract;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

/** What the SDK made of the answer: output, or the error's code and status. */
record ContractReply(JsonNode output, int status, String code) {

  ContractReply ok() {
    assertThat(code).isEmpty();
    return this;
  }

  /** The text at a path such as {@code Credentials/AccessKeyId}. */
  String text(String path) {
    return output.at("/" + path).asString("");
  }

  ContractCall.Keys keys(String path) {
    return new ContractCall.Keys(
        text(path + "/AccessKeyId"), text(path + "/SecretAccessKey"), text(path + "/SessionToken"));
  }

  void isRefused(int expectedStatus, String expectedCode) {
    assertThat(code).isEqualTo(expectedCode);
    assertThat(status).isEqualTo(expectedStatus);
  }
}
