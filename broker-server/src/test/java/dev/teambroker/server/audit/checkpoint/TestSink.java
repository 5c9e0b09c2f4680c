package dev.teambroker.server.audit.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One that can fail. */
final class TestSink implements CheckpointSink {
  final List<String> lines = new ArrayList<>();
  boolean fails;
  boolean readable = true;
  private final String place;

  TestSink(String place) {
    this.place = place;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public boolean canBeRead() {
    return readable;
  }

  @Override
  public List<String> newest() throws IOException {
    check();
    return lines;
  }

  @Override
  public void keep(Checkpoint checkpoint) throws IOException {
    check();
    lines.add(checkpoint.line());
  }

  private void check() throws IOException {
    if (fails) {
      throw new IOException("no space left");
    }
  }
}
