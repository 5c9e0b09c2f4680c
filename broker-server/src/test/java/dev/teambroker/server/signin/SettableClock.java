package dev.teambroker.server.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** A clock that tests move on, also for the processes that they start. */
public final class SettableClock implements InstantSource {
  private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private @Nullable Path file;
  private ByteBuffer shown = ByteBuffer.allocate(Long.BYTES);
  private final ReadWriteLock still = new ReentrantReadWriteLock(true);

  @Override
  public synchronized Instant instant() {
    return now;
  }

  public void pass(Duration time) {
    still.writeLock().lock();
    try {
      set(time);
    } finally {
      still.writeLock().unlock();
    }
  }

  private synchronized void set(Duration time) {
    now = now.plus(time);
    show();
  }

  /**
   * No time passes while it runs, so that what is signed in it doesn't arrive days later. It may
   * wait for nothing that wants the time to pass.
   */
  public void whileStill(Runnable act) {
    still.readLock().lock();
    try {
      act.run();
    } finally {
      still.readLock().unlock();
    }
  }

  /** To the next TOTP step: codes that were used are of the past then. */
  public void nextStep() {
    pass(Duration.ofSeconds(30));
  }

  /** The file that shows its time to other processes. */
  public synchronized Path file() {
    if (file == null) {
      file = temporary();
      shown = map(file);
      show();
    }
    return file;
  }

  /** The time that another process shows in the file. */
  static InstantSource shownIn(Path file) {
    MappedByteBuffer time = map(file);
    return () -> Instant.ofEpochMilli(time.order(ByteOrder.BIG_ENDIAN).getLong(0));
  }

  private void show() {
    shown.putLong(0, now.toEpochMilli());
  }

  private static Path temporary() {
    try {
      Path made = Files.createTempFile("broker-test", ".clock");
      made.toFile().deleteOnExit();
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MappedByteBuffer map(Path file) {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
