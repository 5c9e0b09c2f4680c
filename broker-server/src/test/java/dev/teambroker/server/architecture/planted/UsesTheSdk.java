package dev.teambroker.server.architecture.planted;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

class UsesTheSdk {
  Object credentials() {
    return AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "nothing");
  }
}
