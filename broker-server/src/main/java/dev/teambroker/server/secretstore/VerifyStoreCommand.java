package dev.teambroker.server.secretstore;

import dev.teambroker.server.web.Command;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code broker secret-store verify}: opens every sealed record by each of the keys that it is
 * sealed under. Exits 1 when one doesn't open.
 */
@Component("secret-store verify")
final class VerifyStoreCommand implements Command {
  private final Inventory inventory;

  VerifyStoreCommand(Inventory inventory) {
    this.inventory = inventory;
  }

  @Override
  public int run(List<String> arguments) {
    List<String> faults = inventory.verify(System.err::println);
    faults.forEach(fault -> System.out.println("BROKEN: " + fault));
    System.out.println(faults.isEmpty() ? "verified" : "NOT verified");
    return faults.isEmpty() ? 0 : 1;
  }
}
