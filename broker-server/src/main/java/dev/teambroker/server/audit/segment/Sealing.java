package dev.teambroker.server.audit.segment;

import dev.teambroker.protocol.AuditRecords.Line;
import dev.teambroker.server.audit.AuditEvent;
import dev.teambroker.server.audit.AuditTrail;
import dev.teambroker.server.audit.Chain;
import dev.teambroker.server.audit.CheckpointSigner;
import dev.teambroker.server.audit.ReadingTrail;
import dev.teambroker.server.database.Exclusive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals what has become enough or old enough: archived first, then registered, with a record of it.
 * What was archived when this replica died is archived once more. One replica at a time does it.
 */
@Component
class Sealing {
  private static final Logger log = LoggerFactory.getLogger(Sealing.class);
  private static final int PAGE = 10_000;

  private final SegmentArchives archives;
  private final SealedSegments sealed;
  private final ReadingTrail trail;
  private final AuditTrail audit;
  private final TransactionTemplate transactions;
  private final Exclusive exclusive;
  private final CheckpointSigner signer;
  private final SegmentSettings settings;
  private final InstantSource clock;

  Sealing(
      SegmentArchives archives,
      SealedSegments sealed,
      ReadingTrail trail,
      AuditTrail audit,
      TransactionTemplate transactions,
      Exclusive exclusive,
      CheckpointSigner signer,
      SegmentSettings settings,
      InstantSource clock) {
    this.archives = archives;
    this.sealed = sealed;
    this.trail = trail;
    this.audit = audit;
    this.transactions = transactions;
    this.exclusive = exclusive;
    this.signer = signer;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT30S", initialDelayString = "PT30S")
  void sealWhereDue() {
    try {
      seal(this::isDue);
    } catch (IOException | SQLException | DataAccessException | IllegalArgumentException e) {
      log.warn("no segment of the trail could be sealed: {}", e.toString());
    }
  }

  /** Seals all that is there now; how many segments that made. */
  int sealAll() throws IOException, SQLException {
    Instant begun = clock.instant();
    return seal(lines -> !lines.isEmpty() && SegmentWriting.at(lines.getFirst()).isBefore(begun));
  }

  private int seal(Predicate<List<Line>> isWanted) throws IOException, SQLException {
    int count = 0;
    if (!archives.all().isEmpty()) {
      try (Exclusive.Held held = exclusive.tryTake("audit.seal").orElse(null)) {
        while (held != null && sealNext(isWanted)) {
          count++;
        }
      }
    }
    return count;
  }

  /** Whether there was one. */
  private boolean sealNext(Predicate<List<Line>> isWanted) throws IOException {
    Optional<SegmentManifest> last = sealed.last();
    Chain after = last.map(SegmentManifest::end).orElse(Chain.START);
    List<Line> lines = next(after);
    if (!isWanted.test(lines)) {
      return false;
    }
    Path file = Files.createTempFile("segment", ".jsonl");
    try {
      String previous = last.map(SegmentManifest::digest).orElse(SegmentManifest.NONE);
      SegmentManifest manifest = SegmentWriting.write(file, after, lines, previous, signer);
      for (SegmentArchive archive : archives.all()) {
        archive.store(manifest, file);
      }
      transactions.executeWithoutResult(status -> register(manifest));
    } finally {
      Files.delete(file);
    }
    return true;
  }

  private void register(SegmentManifest manifest) {
    sealed.add(manifest);
    audit.append(
        AuditEvent.of("segment.sealed")
            .with("epoch", manifest.epoch())
            .with("first", manifest.first())
            .with("last", manifest.last())
            .with("sha256", manifest.sha256()));
  }

  /** Records of one epoch, no more than make a segment. */
  private List<Line> next(Chain after) {
    List<Line> lines = new ArrayList<>();
    Chain last = after;
    while (lines.size() < settings.records()) {
      int wanted = Math.min(PAGE, settings.records() - lines.size());
      List<Line> page = trail.after(last.epoch(), last.number(), wanted);
      if (page.isEmpty()) {
        break;
      }
      long epoch = lines.isEmpty() ? page.getFirst().epoch() : lines.getFirst().epoch();
      List<Line> same = page.stream().filter(line -> line.epoch() == epoch).toList();
      lines.addAll(same);
      if (same.size() < page.size()) {
        break;
      }
      last = Chain.at(page.getLast());
    }
    return lines;
  }

  private boolean isDue(List<Line> lines) {
    return !lines.isEmpty()
        && (lines.size() >= settings.records()
            || SegmentWriting.at(lines.getFirst())
                .plus(settings.every())
                .isBefore(clock.instant()));
  }
}
