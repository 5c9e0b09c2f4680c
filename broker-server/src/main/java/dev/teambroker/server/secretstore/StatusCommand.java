package dev.teambroker.server.secretstore;

import dev.teambroker.server.web.Command;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * {@code broker secret-store status}: which keys there are, what is sealed under each, and whether
 * it can be used. Exits 1 when one of the configured keys can't be, or records wait to be moved.
 */
@Component("secret-store status")
final class StatusCommand implements Command {
  private final OpeningSecretStore.Opened opened;
  private final KeyRegister register;
  private final Inventory inventory;

  StatusCommand(OpeningSecretStore.Opened opened, KeyRegister register, Inventory inventory) {
    this.opened = opened;
    this.register = register;
    this.inventory = inventory;
  }

  @Override
  public int run(List<String> arguments) {
    opened.keys().all().forEach(WatchedKey::probe);
    Map<String, Integer> records = inventory.recordsOfKeys();
    opened.keys().sealing().forEach(key -> print(key, "seals", records));
    opened.keys().retiring().forEach(key -> print(key, "opens only", records));
    register.all().stream()
        .filter(entry -> opened.keys().all().noneMatch(key -> key.id().equals(entry.id())))
        .forEach(entry -> print(entry, records));
    long waiting = inventory.waiting();
    System.out.printf(
        "%d records, %d to be moved by `broker secret-store rewrap`%n",
        inventory.records().size(), waiting);
    boolean sound = opened.keys().all().allMatch(key -> key.trouble().isEmpty());
    return sound && waiting == 0 ? 0 : 1;
  }

  private void print(WatchedKey key, String role, Map<String, Integer> records) {
    System.out.printf(
        "%s: %s, %s, %d records, %s%n",
        key.id(),
        role,
        key.trouble().map(why -> "CAN'T BE USED (" + why + ")").orElse("usable"),
        records.getOrDefault(key.id(), 0),
        register.find(key.id()).map(StatusCommand::wraps).orElse("no wraps"));
  }

  private static void print(KeyRegister.Entry entry, Map<String, Integer> records) {
    System.out.printf(
        "%s: %s, %d records, %s%n",
        entry.id(),
        entry.retiredAt() == null ? "not configured" : "retired " + entry.retiredAt(),
        records.getOrDefault(entry.id(), 0),
        wraps(entry));
  }

  private static String wraps(KeyRegister.Entry entry) {
    return "%d of %d wraps, since %s".formatted(entry.wraps(), WrapCount.LIMIT, entry.firstUsed());
  }
}
