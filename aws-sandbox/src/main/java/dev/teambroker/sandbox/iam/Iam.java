package dev.teambroker.sandbox.iam;

import dev.teambroker.sandbox.call.Service;
import java.util.List;

/** Identity and Access Management. */
public final class Iam {
  private Iam() {}

  public static Service service() {
    return new Service(
        "iam", "2010-05-08", "https://iam.amazonaws.com/doc/2010-05-08/", List.of(new GetUser()));
  }
}
