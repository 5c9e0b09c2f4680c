package dev.teambroker.server.secretstore;

import dev.teambroker.server.web.Part;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whether each configured key-encryption key is there; none is made. */
@Component
final class KeysPart implements Part {
  private final SecretStoreSettings settings;
  private final ObjectProvider<KeySources> sources;

  KeysPart(SecretStoreSettings settings, ObjectProvider<KeySources> sources) {
    this.settings = settings;
    this.sources = sources;
  }

  @Override
  public String name() {
    return "broker.secret-store";
  }

  @Override
  public String look() {
    List<String> found = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    look(settings.keys(), "broker.secret-store.keys", found, reasons);
    look(settings.retiring(), "broker.secret-store.retiring", found, reasons);
    if (!reasons.isEmpty()) {
      throw new SecretStoreUnavailable(String.join("; ", reasons));
    }
    return String.join(", ", found);
  }

  private void look(List<String> names, String property, List<String> found, List<String> reasons) {
    for (KeySource source : sources.getObject().of(names, property)) {
      try {
        source
            .find()
            .ifPresentOrElse(
                key -> {
                  found.add(key.id() + " is there");
                  key.close();
                },
                () -> found.add(source.place() + " holds none yet"));
      } catch (SecretStoreUnavailable e) {
        reasons.add(String.valueOf(e.getMessage()));
      }
    }
  }
}
