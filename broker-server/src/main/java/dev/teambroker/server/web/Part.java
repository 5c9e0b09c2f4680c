package dev.teambroker.server.web;

/**
 * Something that the broker rests on and that {@code broker validate-config} looks at before a
 * start, without changing it.
 */
public interface Part {
  /** As the configuration calls it, such as {@code broker.database}. */
  String name();

  /**
   * Reaches it.
   *
   * @return what was found, in a few words
   * @throws Exception whose message says why the broker couldn't start with it
   */
  String look() throws Exception;
}
