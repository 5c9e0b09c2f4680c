package dev.teambroker.demo;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The authenticator app on a member's phone: RFC 6238, SHA-1, six digits, steps of 30 seconds. It
 * keeps the otpauth address that the member scanned in a file, and beside it the step of the last
 * code that was typed, since a code is accepted once.
 *
 * <p>Run as a program of its own it is a {@code BROKER_CODE_COMMAND}: it prints a code.
 */
final class Authenticator {
  private static final int STEP_SECONDS = 30;
  private static final Duration SHOWN_LATE = Duration.ofMillis(200);
  private static final Pattern SEED = Pattern.compile("[?&]secret=([A-Za-z2-7]+)");

  private final Path otpauth;
  private final InstantSource clock;

  Authenticator(Path otpauth, InstantSource clock) {
    this.otpauth = otpauth;
    this.clock = clock;
  }

  /** Prints a code that was not typed before. Argument: the file with the otpauth address. */
  public static void main(String[] args) {
    System.out.println(new Authenticator(Path.of(args[0]), InstantSource.system()).next());
  }

  /** The command line that does so. */
  static String command(List<String> java, String classPath, Path otpauth) {
    return "'%s' -cp '%s' %s '%s'"
        .formatted(String.join("' '", java), classPath, Authenticator.class.getName(), otpauth);
  }

  /**
   * A code that was not typed before: of the step that has just passed (somebody who types slowly),
   * or of this one.
   */
  String next() {
    long step = Math.max(lastTyped() + 1, thisStep() - 1);
    if (step > thisStep()) {
      throw new StepFailed("the code on the display was used already");
    }
    typed(step);
    return codeOf(step);
  }

  /** The last code that was typed. */
  String again() {
    return codeOf(lastTyped());
  }

  /** Waits until the display shows a code that was not typed before. */
  void awaitNext(Narrator narrator) throws InterruptedException {
    if (thisStep() <= lastTyped()) {
      Instant due = Instant.ofEpochSecond((lastTyped() + 1) * STEP_SECONDS);
      Duration wait = Duration.between(clock.instant(), due);
      narrator.waiting("a TOTP code is accepted once; the next one is due then", wait);
      Thread.sleep(wait.plus(SHOWN_LATE));
    }
  }

  private long thisStep() {
    return clock.instant().getEpochSecond() / STEP_SECONDS;
  }

  private Path lastFile() {
    return otpauth.resolveSibling(otpauth.getFileName() + ".last");
  }

  private long lastTyped() {
    try {
      return Files.exists(lastFile()) ? Long.parseLong(Files.readString(lastFile())) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void typed(long step) {
    try {
      Files.writeString(lastFile(), Long.toString(step));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String codeOf(long step) {
    try {
      return new TimeBasedOneTimePasswordGenerator()
          .generateOneTimePasswordString(
              key(), Instant.ofEpochSecond(step * STEP_SECONDS), Locale.ROOT);
    } catch (GeneralSecurityException e) {
      throw new StepFailed("no TOTP code could be made", e);
    }
  }

  private SecretKey key() {
    try {
      Matcher seed = SEED.matcher(Files.readString(otpauth));
      if (!seed.find()) {
        throw new StepFailed(otpauth + " holds no otpauth address with a seed");
      }
      return new SecretKeySpec(Base32.decoded(seed.group(1)), "HmacSHA1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
