package dev.teambroker.server;

import dev.teambroker.server.web.Command;
import dev.teambroker.server.web.Part;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * {@code broker validate-config}: whether the broker could start with this configuration. Every
 * property was read before it runs; it reaches each part, and exits 1 when one can't be used.
 */
@Component("validate-config")
class ValidateConfigCommand implements Command {
  private final List<Part> parts;

  ValidateConfigCommand(List<Part> parts) {
    this.parts = parts.stream().sorted(Comparator.comparing(Part::name)).toList();
  }

  @Override
  public int run(List<String> arguments) {
    System.out.println("broker.*: every property is known and has a value that it takes");
    boolean sound = true;
    for (Part part : parts) {
      sound &= isSound(part);
    }
    System.out.println(sound ? "valid" : "NOT valid");
    return sound ? 0 : 1;
  }

  /** Whatever is wrong with one part, the others are looked at. */
  private static boolean isSound(Part part) {
    try {
      System.out.println(part.name() + ": " + part.look());
      return true;
    } catch (Exception e) {
      System.out.println(
          part.name()
              + ": CAN'T BE USED: "
              + StartSentences.of(e).orElseGet(() -> String.valueOf(e.getMessage())));
      return false;
    }
  }
}
