package dev.teambroker.server.shareduser;

import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.shareduser.CodeSchedule.Turn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A replica's half of the code planner as a process: members that ask for codes until each has had
 * one, on a clock that runs a hundred times as fast.
 */
final class CodeDrawer {
  private static final int SPEED = 100;

  private CodeDrawer() {}

  /**
   * Arguments: JDBC URL, user, password file, shared user, members, device ARNs with commas, hold.
   */
  public static void main(String[] arguments) throws Exception {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(arguments[0]);
    source.setUser(arguments[1]);
    source.setPassword(Files.readString(Path.of(arguments[2])).strip());
    CodeBook book = new CodeBook(JdbcClient.create(source), new JdbcTransactionManager(source));
    SharedUserId user = new SharedUserId(arguments[3]);
    List<String> devices = List.of(arguments[5].split(",", -1));
    boolean holds = Boolean.parseBoolean(arguments[6]);
    System.out.println("READY now");
    for (int i = Integer.parseInt(arguments[4]); i > 0; i--) {
      MemberId member = new MemberId(FreshId.of("m"));
      Turn turn = await(book, user, devices, member);
      System.out.println("DREW " + turn.serialNumber() + " " + turn.step());
      if (holds) {
        LockSupport.park();
      }
      book.settle(turn.serialNumber(), turn.step(), "accepted");
    }
    System.out.println("DONE now");
  }

  private static Turn await(
      CodeBook book, SharedUserId user, List<String> devices, MemberId member) {
    while (true) {
      Instant now = fastClock();
      Turn turn = book.draw(user, devices, member, "r", now).turn();
      if (turn.isDue(now)) {
        return turn;
      }
      LockSupport.parkNanos(Duration.between(now, turn.from()).dividedBy(SPEED).toNanos());
    }
  }

  private static Instant fastClock() {
    return Instant.ofEpochMilli((Instant.now().toEpochMilli() - 1_700_000_000_000L) * SPEED);
  }
}
