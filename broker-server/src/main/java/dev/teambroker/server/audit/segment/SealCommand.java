package dev.teambroker.server.audit.segment;

import dev.teambroker.server.database.StartRefused;
import dev.teambroker.server.web.Command;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code broker audit seal}: seals and archives what is on the trail now, however little it is. */
@Component("audit seal")
final class SealCommand implements Command {
  private final Sealing sealing;
  private final SegmentArchives archives;

  SealCommand(Sealing sealing, SegmentArchives archives) {
    this.sealing = sealing;
    this.archives = archives;
  }

  @Override
  public int run(List<String> arguments) throws Exception {
    if (archives.all().isEmpty()) {
      throw new StartRefused("there is no archive: set broker.audit.segments.directory");
    }
    System.out.println(sealing.sealAll() + " segments were sealed");
    return 0;
  }
}
