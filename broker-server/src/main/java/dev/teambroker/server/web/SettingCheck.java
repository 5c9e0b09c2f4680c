package dev.teambroker.server.web;

/** Checks the values of a configuration record; the first wrong one stops the start. */
public final class SettingCheck {
  private final String prefix;

  private SettingCheck(String prefix) {
    this.prefix = prefix;
  }

  /** Begins the checks of the properties below a prefix such as {@code broker.web}. */
  public static SettingCheck of(String prefix) {
    return new SettingCheck(prefix);
  }

  /**
   * Goes on where the value is right.
   *
   * @throws IllegalArgumentException with a sentence that names the property and what it takes
   */
  public SettingCheck that(boolean right, String property, String takes) {
    if (!right) {
      throw wrong(prefix + "." + property, takes);
    }
    return this;
  }

  /** The exception for a wrong value: {@code broker.web.port takes a number from 0 to 65535.} */
  public static IllegalArgumentException wrong(String property, String takes) {
    return new IllegalArgumentException(property + " takes " + takes + ".");
  }
}
