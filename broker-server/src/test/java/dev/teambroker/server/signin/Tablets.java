package dev.teambroker.server.signin;

import static dev.teambroker.server.signin.SharedBroker.ONE;

/** Further devices. */
final class Tablets {
  private Tablets() {}

  /** A second device of that member, enrolled by a code and confirmed from the first. */
  static Person addedBy(Person member) {
    Person tablet = enrolledBy(member);
    member.confirms(ONE, tablet).expect(204);
    return tablet;
  }

  /** The same, not confirmed yet. */
  static Person enrolledBy(Person member) {
    member.fresh(ONE);
    member.verifies(ONE).expect(204);
    Answer invitation = member.device().post(ONE, "/v1/devices/invitations", "{}").expect(201);
    Person tablet = member.atAnotherDevice();
    Answer started = tablet.start(ONE, Person.codeIn(invitation.text("link"))).expect(201);
    SharedBroker.CLOCK.nextStep();
    tablet
        .device()
        .enter(
            ONE,
            "/v1/enrolments/" + started.text("enrolmentId") + "/codes",
            "{\"first\": \"" + member.app().code() + "\"}")
        .expect(200);
    return tablet;
  }
}
