package dev.teambroker.cli.enrolment;

import dev.teambroker.cli.outcome.ExitCode;
import dev.teambroker.cli.outcome.Failure;
import dev.teambroker.cli.terminal.Surroundings;
import dev.teambroker.protocol.Enrolments;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code enroll LINK}. */
@Command(
    name = "enroll",
    description = {
      "Enrols this device with an invitation's link.",
      "Shows the second factor's QR code, asks for two consecutive codes and prints the recovery"
          + " codes, once. Without a terminal: --otpauth-file, and BROKER_CODE_COMMAND, a command"
          + " that prints a code."
    })
public final class EnrollCommand implements Runnable {
  private static final int LONGEST_LINK = 4096;

  private final Surroundings around;

  @Parameters(
      paramLabel = "LINK",
      description = "The invitation's link, in quotes; - reads it from stdin.")
  private String link = "";

  @Option(names = "--device", paramLabel = "NAME", description = "This device's name.")
  private @Nullable String device;

  @Option(
      names = "--otpauth-file",
      paramLabel = "FILE",
      description = "Writes the second factor's otpauth:// address there instead of showing it.")
  private @Nullable Path otpauthFile;

  public EnrollCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public void run() {
    SecondFactorSetup setup = new SecondFactorSetup(around, otpauthFile);
    setup.checkThereIsAWay();
    InvitationLink invitation = InvitationLink.parse(link.equals("-") ? fromStdin() : link);
    String name = device == null ? hostName() : device;
    Enrolments.Finished finished =
        new EnrollingDevice(around, setup).enroll(invitation, around.options().broker(), name);
    print(finished);
  }

  private void print(Enrolments.Finished finished) {
    RecoveryCodes.print(finished, around);
    String confirmer = finished.confirmer();
    if (finished.confirmationWanted()) {
      around.say(
          "Read the fingerprint to "
              + (confirmer == null ? "an admin" : confirmer)
              + ", who confirms this device; then it can sign in.");
    } else {
      FirstSignIn.say(finished, around);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String fromStdin() {
    try {
      return text(System.in.readNBytes(LONGEST_LINK));
    } catch (IOException broken) {
      throw new Failure(ExitCode.USAGE, "The link can't be read from stdin.", broken);
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "device";
    }
  }
}
