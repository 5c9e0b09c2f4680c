package dev.teambroker.cli.enrolment;

import dev.teambroker.cli.broker.BrokerHttp;
import dev.teambroker.cli.broker.Call;
import dev.teambroker.cli.broker.Json;
import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.signin.Codes;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Enrolments;
import dev.teambroker.protocol.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Hands the TOTP seed to the member, as a QR code on the terminal or in a private file, and proves
 * to the broker that its codes come out.
 */
final class SecondFactorSetup {
  private final Surroundings around;
  private final @Nullable Path file;

  SecondFactorSetup(Surroundings around, @Nullable Path file) {
    this.around = around;
    this.file = file;
  }

  /** Before the invitation is spent: whether there is a way to hand over a seed. */
  void checkThereIsAWay() {
    if (file == null && !around.terminal().isThere()) {
      throw new Failure(
          ExitCode.USAGE,
          "There is no terminal to show the QR code of the second factor on: name a file for it"
              + " with --otpauth-file.");
    }
  }

  /** Ends what the broker started: by two codes of the new factor, or one of the one there is. */
  Enrolments.Finished prove(BrokerHttp http, Enrolments.Started started) {
    Codes codes = new Codes(around);
    Secret otpauth = started.otpauthUri();
    Enrolments.Codes proof;
    if (otpauth == null) {
      proof = new Enrolments.Codes(codes.ask("the second factor you have already"), null);
    } else {
      present(otpauth);
      Secret first = codes.ask("the new second factor (the one that shows now)");
      proof = new Enrolments.Codes(first, codes.ask("the new second factor (the next one)"));
    }
    Call call = Call.of("POST", "/v1/enrolments/{}/codes", started.enrolmentId()).with(proof);
    return Json.read(http.send(call, null), Enrolments.Finished.class);
  }

  private void present(Secret otpauth) {
    if (file != null) {
      PrivateFile.create(file, otpauth);
      around.say("The otpauth:// address of the second factor is in " + file + ".");
      return;
    }
    around.terminal().show("Scan this with your authenticator app:\n");
    around.terminal().show(QrCode.of(otpauth));
    String text = otpauth.reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
    around.terminal().show("or give it this address:\n" + text + "\n");
  }
}
