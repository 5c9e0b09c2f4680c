package dev.teambroker.server.shareduser.web;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Secret;
import dev.teambroker.protocol.SharedUsers.Account;
import dev.teambroker.protocol.SharedUsers.Adoption;
import dev.teambroker.protocol.SharedUsers.ManagementPrincipal;
import dev.teambroker.protocol.SharedUsers.SharedUser;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.shareduser.AdoptingUser;
import dev.teambroker.server.shareduser.ManagingAccounts;
import dev.teambroker.server.shareduser.Showing;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/accounts}: what the broker uses for IAM calls in them. */
@RestController
@RequestMapping("/v1/accounts")
class AccountController {
  private final Members members;
  private final ManagingAccounts accounts;
  private final AdoptingUser adopting;
  private final Showing showing;

  AccountController(
      Members members, ManagingAccounts accounts, AdoptingUser adopting, Showing showing) {
    this.members = members;
    this.accounts = accounts;
    this.adopting = adopting;
    this.showing = showing;
  }

  @Endpoint(
      value = "Takes an IAM user over, with a key that the broker makes",
      answer = SharedUser.class,
      creates = true,
      problems = {ProblemType.AWS_REFUSED, ProblemType.AWS_UNAVAILABLE, ProblemType.CONFLICT})
  @PostMapping("/{account}/adoptions")
  ResponseEntity<?> adopt(@PathVariable String account, @RequestBody Adoption adoption) {
    return Problems.created(adopting.adopt(members.acting(), account, adoption).map(showing::show));
  }

  @Endpoint(value = "Lists the AWS accounts", answer = Account.class, list = true)
  @GetMapping
  ResponseEntity<?> list() {
    return Problems.answer(accounts.list(members.acting()));
  }

  @Endpoint(
      value = "Sets what the broker uses for IAM calls in an account",
      answer = Account.class,
      problems = {ProblemType.AWS_REFUSED, ProblemType.AWS_UNAVAILABLE, ProblemType.CONFLICT})
  @PutMapping("/{account}/management-principal")
  ResponseEntity<?> put(@PathVariable String account, @RequestBody ManagementPrincipal principal) {
    try (Secret _ = principal.secretAccessKey()) {
      return Problems.answer(accounts.put(members.acting(), account, principal));
    }
  }

  @Endpoint(value = "Removes an account's management principal", problems = ProblemType.CONFLICT)
  @DeleteMapping("/{account}/management-principal")
  ResponseEntity<?> remove(@PathVariable String account) {
    return Problems.noContent(accounts.remove(members.acting(), account));
  }
}
