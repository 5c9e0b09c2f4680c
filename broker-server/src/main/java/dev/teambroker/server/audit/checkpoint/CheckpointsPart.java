package dev.teambroker.server.audit.checkpoint;

import dev.teambroker.server.web.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whether checkpoints can be read everywhere where they are kept. */
@Component
final class CheckpointsPart implements Part {
  private final ObjectProvider<CheckpointSinks> sinks;

  CheckpointsPart(ObjectProvider<CheckpointSinks> sinks) {
    this.sinks = sinks;
  }

  @Override
  public String name() {
    return "broker.audit.checkpoints";
  }

  @Override
  public String look() throws IOException {
    List<String> found = new ArrayList<>();
    for (CheckpointSink sink : sinks.getObject().all()) {
      found.add(
          sink.canBeRead()
              ? "%s (%d read)".formatted(sink.place(), sink.newest().size())
              : sink.place() + " (can't be read back)");
    }
    return String.join(", ", found);
  }
}
