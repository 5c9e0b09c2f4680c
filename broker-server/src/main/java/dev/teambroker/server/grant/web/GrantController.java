package dev.teambroker.server.grant.web;

import dev.teambroker.protocol.Grants.Grant;
import dev.teambroker.protocol.Grants.NewGrant;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.SharedUsers.Confirmation;
import dev.teambroker.server.grant.Granting;
import dev.teambroker.server.grant.ShowingGrants;
import dev.teambroker.server.member.Member;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Grants of a shared user, and what the member who asks may have. */
@RestController
class GrantController {
  private final Members members;
  private final Granting granting;
  private final ShowingGrants showing;

  GrantController(Members members, Granting granting, ShowingGrants showing) {
    this.members = members;
    this.granting = granting;
    this.showing = showing;
  }

  @Endpoint(
      value = "Grants sessions of a shared user",
      answer = Grant.class,
      creates = true,
      problems = ProblemType.CONFLICT)
  @PostMapping("/v1/shared-users/{name}/grants")
  ResponseEntity<?> grant(@PathVariable String name, @RequestBody NewGrant wanted) {
    return Problems.created(
        granting
            .grant(members.acting(), name, wanted)
            .map(grant -> showing.show(grant).orElseThrow()));
  }

  @Endpoint(value = "Lists the grants of a shared user", answer = Grant.class, list = true)
  @GetMapping("/v1/shared-users/{name}/grants")
  ResponseEntity<?> list(@PathVariable String name) {
    return Problems.answer(granting.list(members.acting(), name).map(showing::show));
  }

  @Endpoint(value = "Lists what the member may have", answer = Grant.class, list = true)
  @GetMapping("/v1/me/grants")
  List<Grant> mine() {
    Member member = members.acting();
    return showing.show(granting.of(member), member);
  }

  @Endpoint("Withdraws a grant")
  @DeleteMapping("/v1/grants/{id}")
  ResponseEntity<?> withdraw(@PathVariable String id) {
    return Problems.noContent(granting.withdraw(members.acting(), id));
  }

  @Endpoint(
      value = "Confirms a re-enrolled member, or one who came to a team later",
      answer = Confirmation.class,
      problems = ProblemType.CONFLICT)
  @PostMapping("/v1/grants/{id}/confirm")
  ResponseEntity<?> confirm(
      @PathVariable String id, @RequestParam(required = false) @Nullable String member) {
    return Problems.answer(granting.confirm(members.acting(), id, member));
  }
}
