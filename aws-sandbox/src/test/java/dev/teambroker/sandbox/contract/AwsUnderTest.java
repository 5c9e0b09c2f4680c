package dev.teambroker.sandbox.contract;

import java.net.URI;

/** Something that claims to be AWS, set up with one user who may do everything. */
interface AwsUnderTest extends AutoCloseable {
  String ROLE_ARN = "arn:aws:iam::123456789012:role/Deploy";

  URI endpoint();

  /** The key of the user anna, who is the only one and whom the role trusts. */
  ContractCall.Keys annasKey();

  /** The code of a refused signature as this SDK sees it. */
  default String code(Sdks sdk, String code) {
    return code;
  }

  @Override
  void close();
}
