package dev.teambroker.server.web;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Overwrites what it held when it is reset. It doesn't grow beyond its room mostly. */
public final class WipedOutput extends ByteArrayOutputStream {
  private static final int ROOM = 8192;

  public WipedOutput() {
    super(ROOM);
  }

  @Override
  public synchronized void reset() {
    Arrays.fill(buf, (byte) 0);
    super.reset();
  }
}
