package dev.teambroker.server.consumer;

import java.io.IOException;
import java.util.Optional;

/** A kind of place that keys are pushed to. Thread-safe. */
interface Place {
  Destination.Kind kind();

  /** What is wrong with this destination, by its form or by what the configuration allows. */
  Optional<Fault> fault(Destination destination);

  /**
   * Brings the key there; doing it twice does no harm.
   *
   * @throws IOException when it is not known to be there; its message is for owners, and repeats
   *     nothing that was answered
   */
  void push(Handover what) throws IOException;

  /**
   * A field that can't be taken.
   *
   * @param takes what it takes
   */
  record Fault(String field, String takes) {
    static Optional<Fault> unless(boolean right, String field, String takes) {
      return right ? Optional.empty() : Optional.of(new Fault(field, takes));
    }
  }
}
