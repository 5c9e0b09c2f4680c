package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.account.User;
import dev.teambroker.sandbox.call.Call;
import dev.teambroker.sandbox.setting.Enforcement;
import dev.teambroker.sandbox.wire.AwsError;
import java.util.Optional;

/** The user that a call is about: the named one, or the caller. */
final class Target {
  private Target() {}

  /** Authorises the action on the user, then finds it. */
  static User user(Call call, String action) {
    Optional<String> name = call.given().text("UserName", Rules.USER_NAME);
    if (name.isEmpty()) {
      User caller = caller(call);
      call.event().about("AWS::IAM::User", caller.name());
      call.authorise("iam:" + action, caller.arn());
      return caller;
    }
    call.event().requested("userName", name.get()).about("AWS::IAM::User", name.get());
    Optional<User> named = call.account().user(name.get());
    call.authorise(
        "iam:" + action,
        named.map(User::arn).orElseGet(() -> call.account().iamArn("user/" + name.get())));
    return named.orElseThrow(
        () -> AwsError.noSuchEntity("The user with name " + name.get() + " cannot be found."));
  }

  private static User caller(Call call) {
    call.refuse(
        Enforcement.USER_NAME_FOR_SESSIONS,
        call.caller().session().isPresent(),
        Target::nameWanted);
    return call.caller().user().orElseThrow(Target::nameWanted);
  }

  private static AwsError nameWanted() {
    return AwsError.validation("Must specify userName when calling with non-User credentials");
  }
}
