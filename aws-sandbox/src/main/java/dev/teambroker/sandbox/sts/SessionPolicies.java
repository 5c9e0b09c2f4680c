package dev.teambroker.sandbox.sts;

import static dev.teambroker.sandbox.setting.Enforcement.PACKED_POLICY_SIZE;
import static dev.teambroker.sandbox.setting.Enforcement.POLICY_ARN_COUNT;
import static dev.teambroker.sandbox.setting.Enforcement.POLICY_LENGTH;
import static dev.teambroker.sandbox.setting.Enforcement.POLICY_SYNTAX;

import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.policy.PolicyDocument;
import dev.teambroker.sandbox.setting.Limit;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;

/** Policy and PolicyArns of a call, and how much of AWS's packed room they take. */
record SessionPolicies(List<PolicyDocument> documents, String text) {
  private static final int MOST_ARNS = 10;
  private static final int MOST_CHARACTERS = 2048;

  SessionPolicies {
    documents = List.copyOf(documents);
  }

  static SessionPolicies of(Call call) {
    Optional<String> inline = call.given().text("Policy", Rules.POLICY);
    List<Parameters> arns = call.given().members("PolicyArns");
    call.refuse(
        POLICY_ARN_COUNT,
        arns.size() > MOST_ARNS,
        () ->
            AwsError.validation(
                "1 validation error detected: Value at 'policyArns' failed to satisfy constraint:"
                    + " Member must have length less than or equal to 10"));
    StringBuilder text = new StringBuilder();
    List<PolicyDocument> documents = new ArrayList<>();
    inline.ifPresent(policy -> read(call, policy).ifPresent(documents::add));
    inline.ifPresent(text::append);
    for (Parameters arn : arns) {
      String name = arn.required("arn", Rules.ROLE_ARN);
      text.append(name);
      call.world().managedPolicy(name).ifPresent(documents::add);
    }
    call.refuse(
        POLICY_LENGTH,
        text.length() > MOST_CHARACTERS,
        () -> AwsError.validation("The session policies exceed 2048 characters in all."));
    return new SessionPolicies(documents, text.toString());
  }

  private static Optional<PolicyDocument> read(Call call, String policy) {
    try {
      return Optional.of(PolicyDocument.identity(policy));
    } catch (AwsError malformed) {
      call.refuse(POLICY_SYNTAX, true, () -> malformed);
      return Optional.empty();
    }
  }

  /**
   * Percent of the room for policies and tags; empty without either. Throws PackedPolicyTooLarge.
   */
  Optional<Integer> packedSize(Call call, Map<String, String> tags) {
    if (text.isEmpty() && tags.isEmpty()) {
      return Optional.empty();
    }
    int room = call.settings().get(Limit.PACKED_POLICY_BYTES);
    int percent = Math.max(1, 100 * packed(text + tags) / room);
    call.refuse(
        PACKED_POLICY_SIZE,
        percent > 100,
        () ->
            new AwsError(
                400,
                "PackedPolicyTooLarge",
                "Serialized token too large for session: Packed size of the policies and tags is "
                    + percent
                    + "% of the limit."));
    return Optional.of(percent);
  }

  /** AWS doesn't say how it packs; a common compression is near enough. */
  private static int packed(String text) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      deflater.setInput(bytes);
      deflater.finish();
      return deflater.deflate(new byte[bytes.length + 64]);
    }
  }
}
