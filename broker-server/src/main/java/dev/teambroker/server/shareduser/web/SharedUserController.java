package dev.teambroker.server.shareduser.web;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.SharedUsers.Confirmation;
import dev.teambroker.protocol.SharedUsers.Import;
import dev.teambroker.protocol.SharedUsers.MfaDevice;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.shareduser.Access;
import dev.teambroker.server.shareduser.AdministeringSharedUsers;
import dev.teambroker.server.shareduser.ConfirmingReEnrolment;
import dev.teambroker.server.shareduser.ImportingSharedUser;
import dev.teambroker.server.shareduser.OfferedKey;
import dev.teambroker.server.shareduser.Owning;
import dev.teambroker.server.shareduser.RegisteringMfaDevice;
import dev.teambroker.server.shareduser.ReplacingKey;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.shareduser.Showing;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.Problems;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/shared-users}: the keys, devices and owners of shared users. */
@RestController
@RequestMapping("/v1/shared-users")
class SharedUserController {
  private final Members members;
  private final Access access;
  private final ImportingSharedUser importing;
  private final ReplacingKey replacing;
  private final RegisteringMfaDevice registering;
  private final Owning owning;
  private final ConfirmingReEnrolment confirming;
  private final AdministeringSharedUsers administering;
  private final Showing showing;

  SharedUserController(
      Members members,
      Access access,
      ImportingSharedUser importing,
      ReplacingKey replacing,
      RegisteringMfaDevice registering,
      Owning owning,
      ConfirmingReEnrolment confirming,
      AdministeringSharedUsers administering,
      Showing showing) {
    this.members = members;
    this.access = access;
    this.importing = importing;
    this.replacing = replacing;
    this.registering = registering;
    this.owning = owning;
    this.confirming = confirming;
    this.administering = administering;
    this.showing = showing;
  }

  @Endpoint(
      value = "Imports a shared user",
      answer = dev.teambroker.protocol.SharedUsers.SharedUser.class,
      creates = true,
      problems = {ProblemType.AWS_REFUSED, ProblemType.AWS_UNAVAILABLE, ProblemType.CONFLICT})
  @PostMapping
  ResponseEntity<?> importUser(@RequestBody Import request) {
    try (var _ = request.secretAccessKey()) {
      return Problems.created(shown(importing.importing(members.acting(), request)));
    }
  }

  @Endpoint(
      value = "Lists the shared users that the member may see",
      answer = dev.teambroker.protocol.SharedUsers.SharedUser.class,
      list = true)
  @GetMapping
  List<dev.teambroker.protocol.SharedUsers.SharedUser> list() {
    return access.visible(members.acting()).stream().map(showing::show).toList();
  }

  @Endpoint(
      value = "Shows a shared user",
      answer = dev.teambroker.protocol.SharedUsers.SharedUser.class)
  @GetMapping("/{name}")
  ResponseEntity<?> get(@PathVariable String name) {
    return Problems.answer(shown(access.visible(members.acting(), name)));
  }

  @Endpoint(
      value = "Replaces the access key",
      answer = dev.teambroker.protocol.SharedUsers.SharedUser.class,
      problems = {ProblemType.AWS_REFUSED, ProblemType.AWS_UNAVAILABLE, ProblemType.CONFLICT})
  @PutMapping("/{name}/access-key")
  ResponseEntity<?> putKey(
      @PathVariable String name, @RequestBody dev.teambroker.protocol.SharedUsers.Key key) {
    try (var _ = key.secretAccessKey()) {
      return Problems.answer(
          shown(
              replacing.put(
                  members.acting(),
                  name,
                  new OfferedKey(key.accessKeyId(), key.secretAccessKey()))));
    }
  }

  @Endpoint(
      value = "Registers an AWS MFA device",
      answer = dev.teambroker.protocol.SharedUsers.SharedUser.class,
      problems = {
        ProblemType.AWS_REFUSED,
        ProblemType.AWS_UNAVAILABLE,
        ProblemType.MFA_CODE_UNAVAILABLE,
        ProblemType.CONFLICT
      })
  @PostMapping("/{name}/mfa-devices")
  ResponseEntity<?> putMfaDevice(@PathVariable String name, @RequestBody MfaDevice device) {
    try (var _ = device.base32Seed()) {
      return Problems.answer(shown(registering.put(members.acting(), name, device)));
    }
  }

  @Endpoint(value = "Removes an AWS MFA device", problems = ProblemType.CONFLICT)
  @DeleteMapping("/{name}/mfa-devices")
  ResponseEntity<?> removeMfaDevice(@PathVariable String name, @RequestParam String arn) {
    return Problems.noContent(administering.removeMfaDevice(members.acting(), name, arn));
  }

  @Endpoint(
      value = "Appoints an owner",
      answer = dev.teambroker.protocol.SharedUsers.SharedUser.class,
      problems = ProblemType.CONFLICT)
  @PutMapping("/{name}/owners/{member}")
  ResponseEntity<?> appoint(@PathVariable String name, @PathVariable String member) {
    return Problems.answer(shown(owning.appoint(members.acting(), name, member)));
  }

  @Endpoint(value = "Dismisses an owner", problems = ProblemType.CONFLICT)
  @DeleteMapping("/{name}/owners/{member}")
  ResponseEntity<?> dismiss(@PathVariable String name, @PathVariable String member) {
    return Problems.noContent(owning.dismiss(members.acting(), name, member));
  }

  @Endpoint(
      value = "Confirms a re-enrolled member for a shared user",
      answer = Confirmation.class,
      problems = ProblemType.CONFLICT)
  @PostMapping("/{name}/members/{member}/confirm")
  ResponseEntity<?> confirm(@PathVariable String name, @PathVariable String member) {
    return Problems.answer(confirming.confirm(members.acting(), name, member));
  }

  @Endpoint(
      value = "Confirms a re-enrolled owner who proves possession of the key",
      answer = Confirmation.class,
      problems = {ProblemType.AWS_REFUSED, ProblemType.AWS_UNAVAILABLE, ProblemType.CONFLICT})
  @PostMapping("/{name}/key-proof")
  ResponseEntity<?> proveKey(
      @PathVariable String name, @RequestBody dev.teambroker.protocol.SharedUsers.Key key) {
    try (var _ = key.secretAccessKey()) {
      return Problems.answer(
          confirming.prove(
              members.acting(), name, new OfferedKey(key.accessKeyId(), key.secretAccessKey())));
    }
  }

  @Endpoint(
      value = "Suspends a shared user",
      answer = dev.teambroker.protocol.SharedUsers.SharedUser.class,
      problems = ProblemType.CONFLICT)
  @PostMapping("/{name}/suspend")
  ResponseEntity<?> suspend(@PathVariable String name) {
    return Problems.answer(shown(administering.suspend(members.acting(), name)));
  }

  @Endpoint(
      value = "Resumes a suspended shared user",
      answer = dev.teambroker.protocol.SharedUsers.SharedUser.class,
      problems = ProblemType.CONFLICT)
  @PostMapping("/{name}/resume")
  ResponseEntity<?> resume(@PathVariable String name) {
    return Problems.answer(shown(administering.resume(members.acting(), name)));
  }

  @Endpoint(value = "Removes a shared user", problems = ProblemType.CONFLICT)
  @DeleteMapping("/{name}")
  ResponseEntity<?> remove(@PathVariable String name) {
    return Problems.noContent(administering.remove(members.acting(), name));
  }

  private Outcome<dev.teambroker.protocol.SharedUsers.SharedUser> shown(
      Outcome<SharedUser> outcome) {
    return outcome.map(showing::show);
  }
}
