package dev.teambroker.sandbox.kms;

import dev.teambroker.sandbox.call.JsonOperation;
import java.util.List;

/** The table of KMS's operations. */
public final class Kms {
  private Kms() {}

  public static List<JsonOperation> operations() {
    return List.of(
        new Encrypt(),
        new Decrypt(),
        new DescribeKey(),
        new GetKeyRotationStatus(),
        new ScheduleKeyDeletion());
  }
}
