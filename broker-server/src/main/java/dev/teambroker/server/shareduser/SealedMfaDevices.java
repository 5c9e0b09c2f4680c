package dev.teambroker.server.shareduser;

import dev.teambroker.server.member.Rewrapped;
import dev.teambroker.server.secretstore.SealedRecords;
import dev.teambroker.server.secretstore.SealedSecret;
import java.util.List;
import org.springframework.stereotype.Component;

/** The shared users' MFA seeds, for moving them under other key-encryption keys. */
@Component
class SealedMfaDevices implements SealedRecords {
  private final SharedUsers users;
  private final MfaDevices devices;
  private final Rewrapped rewrapped;

  SealedMfaDevices(SharedUsers users, MfaDevices devices, Rewrapped rewrapped) {
    this.users = users;
    this.devices = devices;
    this.rewrapped = rewrapped;
  }

  @Override
  public List<SealedRecord> all() {
    return users.all().stream()
        .flatMap(user -> devices.of(user.sharedUserId()).stream().map(one -> record(user, one)))
        .toList();
  }

  private static SealedRecord record(SharedUser user, MfaDevice device) {
    return new SealedRecord(
        MfaDevice.binding(device.rowId(), user.userArn(), device.serialNumber()), device.sealed());
  }

  @Override
  public boolean replace(SealedRecord read, SealedSecret next) {
    return rewrapped.replace(
        read,
        () -> devices.find(read.binding().recordId()),
        MfaDevice::sealed,
        device -> devices.update(device.with(next)));
  }
}
