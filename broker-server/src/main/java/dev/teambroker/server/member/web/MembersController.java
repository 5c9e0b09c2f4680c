package dev.teambroker.server.member.web;

import dev.teambroker.protocol.Members.Confirm;
import dev.teambroker.protocol.Members.Invitation;
import dev.teambroker.protocol.Members.Invite;
import dev.teambroker.protocol.Members.Member;
import dev.teambroker.protocol.Members.NewDevice;
import dev.teambroker.protocol.Members.Roles;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.member.Administering;
import dev.teambroker.server.member.Confirming;
import dev.teambroker.server.member.DeviceId;
import dev.teambroker.server.member.FreshId;
import dev.teambroker.server.member.Inviting;
import dev.teambroker.server.member.Link;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Role;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Outcome;
import dev.teambroker.server.web.Problems;
import dev.teambroker.server.web.RequestContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Members and their devices. */
@RestController
class MembersController {
  private final Members members;
  private final Directory directory;
  private final Inviting inviting;
  private final Confirming confirming;
  private final Administering administering;

  MembersController(
      Members members,
      Directory directory,
      Inviting inviting,
      Confirming confirming,
      Administering administering) {
    this.members = members;
    this.directory = directory;
    this.inviting = inviting;
    this.confirming = confirming;
    this.administering = administering;
  }

  @Endpoint(value = "Lists the members", answer = Member.class, list = true)
  @GetMapping("/v1/members")
  List<Member> all() {
    return directory.members();
  }

  @Endpoint(value = "Shows a member", answer = Member.class)
  @GetMapping("/v1/members/{name}")
  ResponseEntity<?> one(@PathVariable("name") String name) {
    Outcome<Member> shown =
        members
            .named(name)
            .map(directory::show)
            .<Outcome<Member>>map(Outcome::done)
            .orElseGet(
                () -> Outcome.refused(ProblemType.NOT_FOUND, "There is no member of that name."));
    return Problems.answer(shown);
  }

  @Endpoint(
      value = "Invites a new member",
      answer = Invitation.class,
      creates = true,
      problems = ProblemType.CONFLICT)
  @PostMapping("/v1/invitations")
  ResponseEntity<?> invite(@RequestBody Invite invite) {
    return Problems.created(
        withRoles(
            invite.roles(),
            roles ->
                inviting
                    .newMember(
                        members.acting(), invite.memberName(), roles, new HashSet<>(invite.teams()))
                    .map(MembersController::shown)));
  }

  @Endpoint(
      value = "Invites a member to enrol anew",
      answer = Invitation.class,
      creates = true,
      problems = ProblemType.CONFLICT)
  @PostMapping("/v1/members/{name}/invitations")
  ResponseEntity<?> inviteAgain(@PathVariable("name") String name, @RequestBody NewDevice device) {
    return Problems.created(inviting.again(members.acting(), name).map(MembersController::shown));
  }

  @Endpoint(value = "Confirms a device by its fingerprint", problems = ProblemType.CONFLICT)
  @PostMapping("/v1/members/{name}/devices/{id}/confirm")
  ResponseEntity<?> confirm(
      @PathVariable("name") String name,
      @PathVariable("id") String id,
      @RequestBody Confirm confirm) {
    return Problems.noContent(
        withDevice(
            id,
            device ->
                confirming.confirm(
                    members.acting(), actingOn(), name, device, confirm.fingerprint())));
  }

  @Endpoint(value = "Removes a device", problems = ProblemType.CONFLICT)
  @DeleteMapping("/v1/members/{name}/devices/{id}")
  ResponseEntity<?> removeDevice(@PathVariable("name") String name, @PathVariable("id") String id) {
    return Problems.noContent(
        withDevice(id, device -> administering.removeDevice(members.acting(), name, device)));
  }

  @Endpoint(value = "Suspends a member", problems = ProblemType.CONFLICT)
  @PostMapping("/v1/members/{name}/suspend")
  ResponseEntity<?> suspend(@PathVariable("name") String name) {
    return Problems.noContent(administering.suspend(members.acting(), name));
  }

  @Endpoint(value = "Resumes a suspended member", problems = ProblemType.CONFLICT)
  @PostMapping("/v1/members/{name}/resume")
  ResponseEntity<?> resume(@PathVariable("name") String name) {
    return Problems.noContent(administering.resume(members.acting(), name));
  }

  @Endpoint(value = "Sets a member's roles", problems = ProblemType.CONFLICT)
  @PutMapping("/v1/members/{name}/roles")
  ResponseEntity<?> setRoles(@PathVariable("name") String name, @RequestBody Roles wanted) {
    return Problems.noContent(
        withRoles(wanted.roles(), roles -> administering.setRoles(members.acting(), name, roles)));
  }

  @Endpoint(value = "Removes a member", problems = ProblemType.CONFLICT)
  @DeleteMapping("/v1/members/{name}")
  ResponseEntity<?> remove(@PathVariable("name") String name) {
    return Problems.noContent(administering.remove(members.acting(), name));
  }

  private static Invitation shown(Link link) {
    return new Invitation(link.memberName(), link.url(), link.expiresAt());
  }

  private static <T> Outcome<T> withRoles(
      List<String> codes, Function<Set<Role>, Outcome<T>> work) {
    List<Optional<Role>> roles = codes.stream().map(Role::ofCode).toList();
    return roles.stream().allMatch(Optional::isPresent)
        ? work.apply(roles.stream().flatMap(Optional::stream).collect(Collectors.toSet()))
        : Outcome.invalid("roles", "any of admin and auditor");
  }

  private static <T> Outcome<T> withDevice(String id, Function<DeviceId, Outcome<T>> work) {
    return FreshId.isOne(id)
        ? work.apply(new DeviceId(id))
        : Outcome.refused(ProblemType.NOT_FOUND, "The member has no such device.");
  }

  private static DeviceId actingOn() {
    return RequestContext.current()
        .map(RequestContext::actor)
        .map(actor -> new DeviceId(actor.deviceId()))
        .orElseThrow(() -> new IllegalStateException("nobody is signed in"));
  }
}
