package dev.teambroker.server.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.member.Bootstrapping;
import dev.teambroker.server.member.Link;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A member with a device and an authenticator app, as tests speak of them. */
public final class Person {
  private final String name;
  private final SettableClock clock;
  private ClientDevice device;
  private @Nullable Authenticator authenticator;
  private List<String> recoveryCodes = List.of();
  private String deviceId = "";

  private Person(String name, SettableClock clock) {
    this.name = name;
    this.clock = clock;
    this.device = new ClientDevice(clock);
  }

  /** Somebody who has nothing yet. */
  public static Person named(String name, SettableClock clock) {
    return new Person(name, clock);
  }

  /** The first admin, by the broker's own link, signed in by the codes of the enrolment. */
  public static Person firstAdmin(Replica replica, SettableClock clock) {
    Link link = Objects.requireNonNull(replica.bean(Bootstrapping.class).freshLink().orNull());
    return firstAdmin(replica, clock, link.memberName(), codeIn(text(link)));
  }

  /** The first admin of a broker in another process, signed in. */
  public static Person firstAdmin(ReplicaProcess replica, SettableClock clock) {
    return firstAdmin(replica, clock, "admin", replica.bootstrapCode());
  }

  private static Person firstAdmin(
      Reachable replica, SettableClock clock, String name, String code) {
    Person admin = new Person(name, clock);
    admin.device.takes(admin.enrol(replica, code).expect(200).json().path("signIn"));
    return admin;
  }

  /** A member whom this admin invites, who enrols; not confirmed yet. */
  public Person invites(Reachable replica, String name, String... roles) {
    Person invited = new Person(name, clock);
    invited.enrol(replica, invitationFor(replica, name, roles)).expect(200);
    return invited;
  }

  /** The code of an invitation's link. */
  public String invitationFor(Reachable replica, String name, String... roles) {
    String rolesJson = roles.length == 0 ? "" : "\"" + String.join("\",\"", roles) + "\"";
    Answer invitation =
        fresh(replica)
            .post(
                replica,
                "/v1/invitations",
                """
                {"memberName": "%s", "roles": [%s], "teams": []}"""
                    .formatted(name, rolesJson))
            .expect(201);
    return codeIn(invitation.text("link"));
  }

  /** A member who is invited, enrolled, confirmed and signed in. */
  public Person brings(Reachable replica, String name, String... roles) {
    Person member = invites(replica, name, roles);
    confirms(replica, member).expect(204);
    return member.signsIn(replica);
  }

  public Answer confirms(Reachable replica, Person other) {
    return confirms(replica, other, other.device().fingerprint());
  }

  public Answer confirms(Reachable replica, Person other, String fingerprint) {
    return fresh(replica)
        .post(
            replica,
            "/v1/members/" + other.name + "/devices/" + other.deviceId + "/confirm",
            "{\"fingerprint\": \"" + fingerprint + "\"}");
  }

  /** Gives a member another device, as an admin does for one who has lost theirs. */
  public Person reEnrols(Reachable replica, Person member) {
    Answer invitation =
        fresh(replica)
            .post(replica, "/v1/members/" + member.name + "/invitations", "{}")
            .expect(201);
    Person anew = member.atAnotherDevice();
    Answer started = anew.start(replica, codeIn(invitation.text("link"))).expect(201);
    clock.nextStep();
    anew.device
        .enter(
            replica,
            "/v1/enrolments/" + started.text("enrolmentId") + "/codes",
            "{\"first\": \"" + anew.app().code() + "\"}")
        .expect(200);
    confirms(replica, anew).expect(204);
    return anew.signsIn(replica);
  }

  /** Enrols this person's device with a new factor. */
  public Answer enrol(Reachable replica, String invitationCode) {
    Answer started = start(replica, invitationCode).expect(201);
    authenticator = new Authenticator(started.text("otpauthUri"), clock);
    return finish(replica, started.text("enrolmentId"));
  }

  public Answer start(Reachable replica, String invitationCode) {
    Answer started =
        device.enter(
            replica,
            "/v1/enrolments",
            """
            {"invitationCode": "%s", "deviceName": "%s's laptop"}"""
                .formatted(invitationCode, name));
    deviceId = started.text("deviceId");
    return started;
  }

  public Answer finish(Reachable replica, String enrolmentId) {
    clock.nextStep();
    return finish(replica, enrolmentId, app().codeBefore(), app().code());
  }

  public Answer finish(Reachable replica, String enrolmentId, String first, String second) {
    Answer finished =
        device.enter(
            replica,
            "/v1/enrolments/" + enrolmentId + "/codes",
            """
            {"first": "%s", "second": "%s"}"""
                .formatted(first, second));
    if (finished.status() == 200) {
      recoveryCodes =
          finished.json().path("recoveryCodes").valueStream().map(JsonNode::asString).toList();
    }
    return finished;
  }

  public Person signsIn(Reachable replica) {
    clock.nextStep();
    device.signIn(replica, app().code()).expect(200);
    return this;
  }

  /** The device with an access token that is valid. */
  public ClientDevice fresh(Reachable replica) {
    if (device.get(replica, "/v1/me").status() != 200) {
      signsIn(replica);
    }
    return device;
  }

  public Answer verifies(Reachable replica) {
    clock.nextStep();
    return device.post(replica, "/v1/second-factor", "{\"code\": \"" + app().code() + "\"}");
  }

  /** The same person at another device, that isn't enrolled yet. */
  public Person atAnotherDevice() {
    Person same = new Person(name, clock);
    same.authenticator = authenticator;
    return same;
  }

  public void learns(String otpauthUri) {
    authenticator = new Authenticator(otpauthUri, clock);
  }

  public String name() {
    return name;
  }

  public String deviceId() {
    return deviceId;
  }

  public ClientDevice device() {
    return device;
  }

  public List<String> recoveryCodes() {
    return recoveryCodes;
  }

  public Authenticator app() {
    return Objects.requireNonNull(authenticator);
  }

  static String codeIn(String link) {
    assertThat(link).contains("/enrol#");
    return link.replaceFirst(".*code=", "");
  }

  static String text(Link link) {
    return link.url().reveal(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
