package dev.teambroker.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemNamesTest {
  private static final BrokerSettings BROKER = broker("https://h", "pin", "alice");

  @Test
  void everythingThatShapesTheSessionMakesAnotherName() {
    List<String> names =
        List.of(
            ItemNames.session(BROKER, profile("deploy", "role", "r", 900, null)),
            ItemNames.session(
                broker("https://i", "pin", "alice"), profile("deploy", "role", "r", 900, null)),
            ItemNames.session(
                broker("https://h", "other", "alice"), profile("deploy", "role", "r", 900, null)),
            ItemNames.session(
                broker("https://h", "pin", "bob"), profile("deploy", "role", "r", 900, null)),
            ItemNames.session(BROKER, profile("other", "role", "r", 900, null)),
            ItemNames.session(BROKER, profile("deploy", "session", "r", 900, null)),
            ItemNames.session(BROKER, profile("deploy", "role", "s", 900, null)),
            ItemNames.session(BROKER, profile("deploy", "role", null, 900, null)),
            ItemNames.session(BROKER, profile("deploy", "role", "r", 901, null)),
            ItemNames.session(BROKER, profile("deploy", "role", "r", null, null)),
            ItemNames.session(BROKER, profile("deploy", "role", "r", 900, "{}")));
    assertThat(names)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("session-[0-9a-f]{32}"));
  }

  @Test
  void aProfilesOwnNameDoesNotMatter() {
    Profile same =
        new Profile("renamed", "default", "deploy", "role", "r", 900, null, "1", "eu-west-1", 60);
    assertThat(ItemNames.session(BROKER, same))
        .isEqualTo(ItemNames.session(BROKER, profile("deploy", "role", "r", 900, null)));
  }

  private static BrokerSettings broker(String url, String pin, String member) {
    return new BrokerSettings("default", url, pin, member, "file");
  }

  private static Profile profile(
      String sharedUser,
      String kind,
      @Nullable String role,
      @Nullable Integer duration,
      @Nullable String policy) {
    return new Profile("p", "default", sharedUser, kind, role, duration, policy, null, null, 0);
  }
}
