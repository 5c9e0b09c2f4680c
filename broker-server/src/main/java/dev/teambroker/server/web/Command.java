package dev.teambroker.server.web;

import java.util.List;

/**
 * A command of the server's jar other than serving, such as {@code audit verify}: a component whose
 * bean name is the command as it is typed. It runs in a context without a web server, in which only
 * the beans are made that it needs.
 */
@FunctionalInterface
public interface Command {
  /**
   * Runs it: the result goes to stdout, everything else to stderr.
   *
   * @param arguments what was typed after its name, without the {@code --broker.x=y} options
   * @return the process's exit code
   */
  int run(List<String> arguments) throws Exception;

  /** Whether it takes options of its own among its arguments; else they are refused. */
  default boolean takesOptions() {
    return false;
  }
}
