package dev.teambroker.server.rotation;

import dev.teambroker.server.shareduser.KeyChanges;
import dev.teambroker.server.shareduser.SharedUserId;
import org.springframework.stereotype.Component;

@Component
class RotationsUnderWay implements KeyChanges {
  private final Rotations rotations;

  RotationsUnderWay(Rotations rotations) {
    this.rotations = rotations;
  }

  @Override
  public boolean isUnderWay(SharedUserId user) {
    return rotations.underWay(user).isPresent();
  }
}
