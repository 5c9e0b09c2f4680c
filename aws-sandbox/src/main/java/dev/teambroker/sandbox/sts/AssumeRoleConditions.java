package dev.teambroker.sandbox.sts;

import static dev.teambroker.sandbox.setting.Enforcement.EXTERNAL_ID;
import static dev.teambroker.sandbox.setting.Enforcement.MFA_OF_TRUST;
import static dev.teambroker.sandbox.setting.Enforcement.SOURCE_IDENTITY_PERMISSION;
import static dev.teambroker.sandbox.setting.Enforcement.TAG_SESSION_PERMISSION;

import dev.teambroker.sandbox.account.Role;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.policy.Question;
import java.time.Instant;
import java.util.Optional;

/** All that has to be allowed before a role is assumed, with the condition keys of the call. */
final class AssumeRoleConditions {
  private final Call call;
  private final Role role;
  private final String sessionName;
  private final SessionIdentity identity;
  private final Optional<Instant> mfaAt;

  AssumeRoleConditions(
      Call call, Role role, String sessionName, SessionIdentity identity, Optional<Instant> mfaAt) {
    this.call = call;
    this.role = role;
    this.sessionName = sessionName;
    this.identity = identity;
    this.mfaAt = mfaAt;
  }

  /** Throws AccessDenied. */
  void require() {
    RoleAccess access = new RoleAccess(call, role);
    access.requireAssumeRole(question("sts:AssumeRole"));
    if (identity.givesTags()) {
      access.requireBoth(question("sts:TagSession"), TAG_SESSION_PERMISSION);
    }
    if (identity.source().isPresent()) {
      access.requireBoth(question("sts:SetSourceIdentity"), SOURCE_IDENTITY_PERMISSION);
    }
  }

  private Question question(String action) {
    Question question = new Question(action, role.arn());
    mfaAt.ifPresent(
        at ->
            question
                .with("aws:MultiFactorAuthPresent", "true")
                .with("aws:MultiFactorAuthAge", "0"));
    call.complete(question)
        .with("sts:RoleSessionName", sessionName)
        .with("aws:TagKeys", identity.tags().keySet())
        .with("sts:TransitiveTagKeys", identity.transitive());
    call.given()
        .text("ExternalId", Rules.EXTERNAL_ID)
        .ifPresent(id -> question.with("sts:ExternalId", id));
    identity.source().ifPresent(source -> question.with("sts:SourceIdentity", source));
    identity.tags().forEach((key, value) -> question.with("aws:RequestTag/" + key, value));
    if (!call.settings().on(EXTERNAL_ID)) {
      question.ignoring("sts:ExternalId");
    }
    if (!call.settings().on(MFA_OF_TRUST)) {
      question.ignoring("aws:MultiFactorAuthPresent");
    }
    return question;
  }
}
