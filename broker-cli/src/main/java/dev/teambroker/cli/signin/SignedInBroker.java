package dev.teambroker.cli.signin;

import dev.teambroker.cli.broker.BrokerHttp;
import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.broker.Refused;
import dev.teambroker.cli.keychain.Keychain;
import dev.teambroker.cli.keychain.Turns;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.settings.BrokerSettings;
import dev.teambroker.cli.settings.ItemNames;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.SignIns;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** One broker, as the member of this device: signs in whenever a call needs it. */
public final class SignedInBroker {
  private static final int CODES_A_CALL = 2;
  private static final int TRIES_A_CODE = 3;

  private final Surroundings around;
  private final BrokerSettings broker;
  private final Keychain keychain;
  private final BrokerHttp http;
  private final TokenEndpoint tokens;
  private final Codes codes;
  private final Turns turns;
  private final String item;

  private SignedInBroker(Surroundings around, BrokerSettings broker, Keychain keychain) {
    this.around = around;
    this.broker = broker;
    this.keychain = keychain;
    this.http = ThisDevice.http(around, broker, keychain);
    this.tokens = new TokenEndpoint(http);
    this.codes = new Codes(around);
    this.turns = new Turns(around);
    this.item = ItemNames.signIn(broker);
  }

  /** The broker of that name in the configuration. */
  public static SignedInBroker open(Surroundings around, String name) {
    BrokerSettings broker = around.settings().broker(name);
    return new SignedInBroker(around, broker, Keychain.of(broker, around));
  }

  /** Sends the call and reads the answer. */
  public <T> T call(Call call, Class<T> answer) {
    return call(call, answer, ordinaryPurpose());
  }

  /**
   * Sends the call and reads the answer.
   *
   * @param purpose what a code would be for, as the prompt names it
   */
  public <T> T call(Call call, Class<T> answer, String purpose) {
    return Json.read(send(call, purpose), answer);
  }

  /** Sends a call whose answer does not matter. */
  public void send(Call call) {
    send(call, ordinaryPurpose());
  }

  /** Sends the call; the answer's body as it came. */
  public byte[] fetch(Call call) {
    return send(call, ordinaryPurpose());
  }

  private byte[] send(Call call, String purpose) {
    boolean renewed = false;
    for (int asked = 0; ; ) {
      SignIn signIn = signedIn(purpose);
      Instant sent = around.clock().instant();
      try {
        return http.send(call, signIn.accessToken());
      } catch (Refused refused) {
        if (refused.type() == ProblemType.SIGN_IN_REQUIRED && !renewed) {
          renewed = true;
          expire(signIn);
        } else if (refused.type() == ProblemType.SECOND_FACTOR_REQUIRED && asked < CODES_A_CALL) {
          asked++;
          verifyCode(signIn, sent, purpose);
        } else {
          throw refused;
        }
      }
    }
  }

  /** Begins a new sign-in, whatever there is. */
  public void signInAnew() {
    turns.take(
        item,
        () -> {
          signInWithCode(ordinaryPurpose());
          return true;
        });
  }

  /** Ends the sign-in, here in any case. */
  public void signOut() {
    Optional<Secret> kept = keychain.find(item);
    keychain.forget(item);
    kept.map(SignIn::of).ifPresent(signIn -> end(signIn));
  }

  private void end(SignIn signIn) {
    try {
      http.send(Call.of("DELETE", "/v1/sign-in"), signIn.accessToken());
    } catch (Refused alreadyEnded) {
      around.say("The sign-in had ended at the broker: " + alreadyEnded.sentence());
    }
  }

  private SignIn signedIn(String purpose) {
    Optional<SignIn> kept = kept();
    if (kept.isPresent() && kept.get().isUsableAt(around.clock().instant())) {
      return kept.get();
    }
    return turns.take(item, () -> renew(purpose));
  }

  /** In turn: another process may have renewed it meanwhile. */
  private SignIn renew(String purpose) {
    Optional<SignIn> kept = kept();
    if (kept.isEmpty()) {
      return signInWithCode(purpose);
    }
    if (kept.get().isUsableAt(around.clock().instant())) {
      return kept.get();
    }
    try {
      SignIns.Token token = tokens.refresh(kept.get().refreshToken());
      return keep(SignIn.of(token, around.clock().instant(), kept.get().codeVerified()));
    } catch (Refused refused) {
      if (refused.exitCode() != ExitCode.CODE_WANTED) {
        throw refused;
      }
      keychain.forget(item);
      return signInWithCode(purpose);
    }
  }

  private void expire(SignIn refused) {
    turns.take(
        item,
        () -> {
          Optional<SignIn> kept = kept();
          if (kept.isPresent() && kept.get().accessToken().equals(refused.accessToken())) {
            keep(kept.get().expired());
          }
          return true;
        });
  }

  private SignIn signInWithCode(String purpose) {
    SignIns.Token[] token = new SignIns.Token[1];
    withCode(purpose, code -> token[0] = tokens.signIn(code));
    return keep(SignIn.begun(token[0], around.clock().instant()));
  }

  private void verifyCode(SignIn signIn, Instant sent, String purpose) {
    turns.take(
        item,
        () -> {
          Optional<SignIn> kept = kept();
          if (kept.isPresent() && kept.get().codeVerified().isAfter(sent)) {
            return true; // another process has just been asked
          }
          withCode(
              purpose,
              code ->
                  http.send(
                      Call.of("POST", "/v1/second-factor").with(new SignIns.Code(code)),
                      kept.orElse(signIn).accessToken()));
          kept.ifPresent(running -> keep(running.verifiedAt(around.clock().instant())));
          return true;
        });
  }

  private void withCode(String purpose, Consumer<Secret> use) {
    for (int tries = 1; ; tries++) {
      try (Secret code = codes.ask(purpose)) {
        use.accept(code);
        return;
      } catch (Refused refused) {
        boolean replayed = refused.type() == ProblemType.CODE_REPLAYED;
        boolean mistyped = refused.type() == ProblemType.CODE_REFUSED && codes.comeFromAPerson();
        if (tries == TRIES_A_CODE || !(replayed || mistyped)) {
          throw refused;
        }
        if (replayed) {
          codes.waitForNext("That code was used already");
        } else {
          around.say(refused.sentence());
        }
      }
    }
  }

  private Optional<SignIn> kept() {
    return keychain.find(item).map(SignIn::of);
  }

  private SignIn keep(SignIn signIn) {
    keychain.keep(item, signIn.toSecret());
    return signIn;
  }

  private String ordinaryPurpose() {
    String member = broker.member();
    return (member == null ? "the broker at " : member + " at ") + broker.url();
  }
}
