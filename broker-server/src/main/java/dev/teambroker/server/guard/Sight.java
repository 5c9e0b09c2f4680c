package dev.teambroker.server.guard;

import java.util.List;

/**
 * What was seen of a shared user's policies in IAM.
 *
 * @param actor the ARN as which it was looked at
 * @param guardPolicy same, differs, absent or not-readable
 * @param sessionsMay what a session with MFA may change of the user
 * @param actorLacks what the actor isn't allowed that the broker needs
 * @param notSeen what IAM didn't let the actor see
 */
record Sight(
    GuardFinding finding,
    String actor,
    String guardPolicy,
    List<String> sessionsMay,
    List<String> actorLacks,
    List<String> notSeen) {}
