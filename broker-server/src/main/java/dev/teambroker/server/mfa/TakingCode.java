package dev.teambroker.server.mfa;

/** Takes a right code in the commit of what it is for; of all who try, on any replica, one does. */
@FunctionalInterface
public interface TakingCode {
  /** {@code Accepted}, {@code Replayed}, or {@code Unused} where nobody takes it any more. */
  CodeCheck take(RightCode code);
}
