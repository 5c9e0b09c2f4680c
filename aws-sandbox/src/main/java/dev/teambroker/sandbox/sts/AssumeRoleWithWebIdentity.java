package dev.teambroker.sandbox.sts;

import static dev.teambroker.sandbox.setting.Enforcement.WEB_IDENTITY_TRUST;

import dev.teambroker.sandbox.account.Account;
import dev.teambroker.sandbox.account.OidcProvider;
import dev.teambroker.sandbox.account.Role;
import dev.teambroker.sandbox.account.RoleSession;
import dev.teambroker.sandbox.account.SessionLimits;
import dev.teambroker.sandbox.account.WebIdentityUser;
import dev.teambroker.sandbox.account.World;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.call.Caller;
import dev.teambroker.sandbox.call.Environment;
import dev.teambroker.sandbox.call.Unsigned;
import dev.teambroker.sandbox.policy.Decision;
import dev.teambroker.sandbox.policy.Question;
import dev.teambroker.sandbox.wire.AwsError;
import dev.teambroker.sandbox.wire.Parameters;
import dev.teambroker.sandbox.wire.Xml;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A session of a role, for whom an OpenID Connect provider's token names. */
final class AssumeRoleWithWebIdentity implements Unsigned {
  @Override
  public Caller caller(Environment environment, Parameters given) {
    String roleArn = given.required("RoleArn", Rules.ROLE_ARN);
    WebToken token = WebToken.parse(given.required("WebIdentityToken", Rules.WEB_TOKEN));
    OidcProvider provider =
        account(environment.world(), roleArn)
            .flatMap(account -> account.oidcProvider(token.issuer()))
            .orElseThrow(
                () ->
                    WebToken.invalid(
                        "No OpenIDConnect provider found in your account for " + token.issuer()));
    token.check(provider, environment);
    return new Caller(new WebIdentityUser(provider, token.subject()));
  }

  @Override
  public void answer(Call call, Xml result) {
    String roleArn = call.given().required("RoleArn", Rules.ROLE_ARN);
    String name = call.given().required("RoleSessionName", Rules.ROLE_SESSION_NAME);
    int seconds =
        call.given()
            .number("DurationSeconds", Rules.MIN_SECONDS, Rules.MAX_ROLE_SECONDS, Rules.HOUR);
    SessionPolicies policies = SessionPolicies.of(call);
    call.event()
        .requested("roleArn", roleArn)
        .requested("roleSessionName", name)
        .about("AWS::IAM::Role", roleArn);
    WebIdentityUser user = (WebIdentityUser) call.caller().credential();
    Role role = call.world().role(roleArn).orElseThrow(AssumeRoleWithWebIdentity::denied);
    call.refuse(WEB_IDENTITY_TRUST, !trusts(call, role, user), AssumeRoleWithWebIdentity::denied);
    AssumeRole.checkMaximum(call, role, seconds);
    SessionLimits limits =
        new SessionLimits(policies.documents(), Map.of(), Set.of(), Optional.empty());
    write(
        call,
        new RoleSession(role, name, false, limits, call.now(), Duration.ofSeconds(seconds)),
        user,
        result);
  }

  private static Optional<Account> account(World world, String roleArn) {
    String[] arn = roleArn.split(":", 6);
    return arn.length == 6 ? world.existingAccount(arn[4]) : Optional.empty();
  }

  private static boolean trusts(Call call, Role role, WebIdentityUser user) {
    OidcProvider provider = user.provider();
    Question question =
        call.question("sts:AssumeRoleWithWebIdentity", role.arn())
            .with(provider.name() + ":aud", provider.audience())
            .with(provider.name() + ":sub", user.subject());
    return role.trust().decide(question, provider.arn()::equals) == Decision.ALLOWED;
  }

  private static AwsError denied() {
    return AwsError.accessDenied("Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }

  private static void write(Call call, RoleSession session, WebIdentityUser user, Xml result) {
    Credentials.issue(call, session, result);
    result
        .within(
            "AssumedRoleUser",
            xml ->
                xml.leaf("AssumedRoleId", session.identity().userId())
                    .leaf("Arn", session.identity().arn()))
        .leaf("SubjectFromWebIdentityToken", user.subject())
        .leaf("Provider", user.provider().arn())
        .leaf("Audience", user.provider().audience());
    call.event().answered("assumedRoleUser", session.identity().arn());
  }
}
