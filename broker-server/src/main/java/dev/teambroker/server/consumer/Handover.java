package dev.teambroker.server.consumer;

import dev.teambroker.protocol.Secret;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A key on its way to a consumer. After its time nothing of it is sent any more: a push that was
 * held up doesn't arrive when the rotation has long been undone. Of one thread.
 */
final class Handover {
  private final Delivery.Errand errand;
  private final String sharedUser;
  private final String account;
  private final Secret secretAccessKey;
  private final long end;

  Handover(
      Delivery.Errand errand,
      String sharedUser,
      String account,
      Secret secretAccessKey,
      Duration within) {
    this.errand = errand;
    this.sharedUser = sharedUser;
    this.account = account;
    this.secretAccessKey = secretAccessKey;
    this.end = System.nanoTime() + within.toNanos();
  }

  /** The same however often it is pushed. */
  String id() {
    return errand.rotation() + "." + errand.consumer().id() + "." + errand.accessKeyId();
  }

  String rotation() {
    return errand.rotation();
  }

  Consumer consumer() {
    return errand.consumer();
  }

  /** The consumer's destination. */
  String place() {
    return errand.consumer().destination().place();
  }

  String sharedUser() {
    return sharedUser;
  }

  String account() {
    return account;
  }

  String accessKeyId() {
    return errand.accessKeyId();
  }

  /** Closed by whoever made this. */
  Secret secretAccessKey() {
    return secretAccessKey;
  }

  /** Asked right before what can't be taken back. */
  Duration left() throws InterruptedIOException {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    if (left.toMillis() < 1) {
      throw new SocketTimeoutException("its time was over");
    }
    return left;
  }
}
