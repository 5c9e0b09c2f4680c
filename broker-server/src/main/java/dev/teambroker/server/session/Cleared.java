package dev.teambroker.server.session;

import dev.teambroker.server.grant.Decision.Permitted;
import dev.teambroker.server.grant.Grant;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.shareduser.SharedUser;
import dev.teambroker.server.signin.SignedIn;

/**
 * A request that a grant covers: who asks, of which shared user, for what.
 *
 * @param codeForThisOne whether the member's verified code has to be spent on it
 */
record Cleared(
    SignedIn who,
    Member member,
    SharedUser user,
    Grant grant,
    Permitted permitted,
    boolean codeForThisOne) {}
