package dev.teambroker.server.consumer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The kinds of places, and what is wrong with a destination of any kind. Thread-safe. */
@Component
class Places {
  private final Map<Destination.Kind, Place> places;

  Places(List<Place> places) {
    this.places = places.stream().collect(Collectors.toMap(Place::kind, Function.identity()));
  }

  Optional<Place.Fault> fault(Destination destination) {
    boolean pushes = destination.isPushedTo();
    if (pushes == (destination.address() == null)) {
      return Optional.of(
          new Place.Fault("destination", pushes ? "where the key goes" : "nothing, of this kind"));
    }
    boolean encrypts = destination.kind() == Destination.Kind.HTTPS;
    if (encrypts == (destination.publicKey() == null)) {
      return Optional.of(
          new Place.Fault(
              "publicKey", encrypts ? "the consumer's key as a JWK" : "nothing, of this kind"));
    }
    return pushes ? of(destination).fault(destination) : Optional.empty();
  }

  Place of(Destination destination) {
    Place place = places.get(destination.kind());
    if (place == null) {
      throw new IllegalStateException("nothing is pushed to " + destination.kind());
    }
    return place;
  }
}
