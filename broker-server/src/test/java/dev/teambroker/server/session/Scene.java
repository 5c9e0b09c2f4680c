package dev.teambroker.server.session;

import dev.teambroker.sandbox.Sandbox;
import dev.teambroker.sandbox.SandboxKey;
import dev.teambroker.sandbox.SandboxMfaDevice;
import dev.teambroker.sandbox.SandboxUser;
import dev.teambroker.server.database.TestDatabase;
import dev.teambroker.server.signin.Answer;
import dev.teambroker.server.signin.Person;
import dev.teambroker.server.signin.Reachable;
import dev.teambroker.server.signin.SettableClock;
import java.time.Duration;
import java.util.stream.Stream;

/** A broker over a sandbox AWS, with an admin, an owner and two members, all on one clock. */
abstract class Scene<B extends Reachable> {
  final SettableClock clock;
  final TestDatabase database;
  final Sandbox aws;
  final B broker;
  final Person admin;
  final Person owner;
  final Person alice;
  final Person bob;

  Scene(SettableClock clock, TestDatabase database, Sandbox aws, B broker, Person admin) {
    this.clock = clock;
    this.database = database;
    this.aws = aws;
    this.broker = broker;
    this.admin = admin;
    owner = admin.brings(broker, "olivia");
    alice = admin.brings(broker, "alice");
    bob = admin.brings(broker, "bob");
  }

  static String[] over(Sandbox aws, String... more) {
    return Stream.concat(
            Stream.of("broker.mode=sandbox", "broker.aws.sandbox-endpoint=" + aws.endpoint()),
            Stream.of(more))
        .toArray(String[]::new);
  }

  /** A user of the sandbox that may do what a shared user needs. */
  SandboxUser awsUser(String name) {
    return aws.user(name)
        .allowed(
            "iam:GetUser",
            "iam:SimulatePrincipalPolicy",
            "sts:AssumeRole",
            "sts:TagSession",
            "sts:SetSourceIdentity",
            "sts:GetFederationToken",
            "s3:*");
  }

  /** Imported by the owner, with a fresh key. */
  SandboxUser shared(String name) {
    SandboxUser user = awsUser(name);
    imports(owner, name, user.key()).expect(201);
    return user;
  }

  Answer imports(Person who, String name, SandboxKey key) {
    return imports(who, name, key.id(), key.secret());
  }

  Answer imports(Person who, String name, String id, String secret) {
    return who.fresh(broker)
        .post(
            broker,
            "/v1/shared-users",
            """
            {"name": "%s", "partition": "aws", "accessKeyId": "%s", "secretAccessKey": "%s"}"""
                .formatted(name, id, secret));
  }

  /** A role that the user may assume. */
  String role(String name, SandboxUser user) {
    return aws.role(name).trusting(user).arn();
  }

  Answer grants(Person who, String sharedUser, String json) {
    return who.fresh(broker).post(broker, "/v1/shared-users/" + sharedUser + "/grants", json);
  }

  /** A grant by the owner; its id. */
  String grant(String sharedUser, String json) {
    return grants(owner, sharedUser, json).expect(201).text("grantId");
  }

  String grantsRole(String sharedUser, Person member, String role) {
    return grant(
        sharedUser,
        """
        {"kind": "role", "member": "%s", "roles": ["%s"]}"""
            .formatted(member.name(), role));
  }

  Answer asks(Person member, String sharedUser, String kind) {
    return asks(
        member,
        """
        {"sharedUser": "%s", "kind": "%s"}"""
            .formatted(sharedUser, kind));
  }

  Answer asks(Person member, String json) {
    return member.fresh(broker).post(broker, "/v1/sessions", json);
  }

  Answer putsMfaDevice(String sharedUser, SandboxMfaDevice device) {
    return owner
        .fresh(broker)
        .post(
            broker,
            "/v1/shared-users/" + sharedUser + "/mfa-devices",
            """
            {"serialNumber": "%s", "base32Seed": "%s"}"""
                .formatted(device.arn(), device.base32Seed()));
  }

  Answer principal(Person who, String roleArn, String externalId) {
    return who.fresh(broker)
        .put(
            broker,
            "/v1/accounts/" + Sandbox.ACCOUNT + "/management-principal",
            """
            {"roleArn": "%s", "externalId": "%s"}"""
                .formatted(roleArn, externalId));
  }

  Answer principal(Person who, SandboxKey key) {
    return who.fresh(broker)
        .put(
            broker,
            "/v1/accounts/" + Sandbox.ACCOUNT + "/management-principal",
            """
            {"accessKeyId": "%s", "secretAccessKey": "%s"}"""
                .formatted(key.id(), key.secret()));
  }

  /** To five seconds into the next TOTP step. */
  void nextStep() {
    clock.pass(Duration.ofSeconds(35 - clock.instant().getEpochSecond() % 30));
  }
}
