package dev.teambroker.cli.settings;

/** The configuration can't be used as it is; the message is a sentence for the user. */
public final class SettingsFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SettingsFault(String message) {
    super(message);
  }
}
