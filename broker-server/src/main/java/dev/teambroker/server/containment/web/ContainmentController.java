package dev.teambroker.server.containment.web;

import dev.teambroker.protocol.Containments.Containment;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Shape;
import dev.teambroker.server.containment.Containing;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/containment}: POST stops, DELETE releases. */
@RestController
@RequestMapping("/v1/containment")
class ContainmentController {
  private final Members members;
  private final Containing containing;

  ContainmentController(Members members, Containing containing) {
    this.members = members;
    this.containing = containing;
  }

  @Endpoint(value = "Shows what is stopped and denied", answer = Containment.class)
  @GetMapping
  Containment shown() {
    return containing.shown(members.acting());
  }

  @Endpoint(value = "Stops a member", answer = Containment.class, problems = ProblemType.CONFLICT)
  @PostMapping("/members/{name}")
  ResponseEntity<?> member(@PathVariable String name) {
    return Problems.answer(containing.member(members.acting(), name));
  }

  @Endpoint(
      value = "Lets a member act again",
      answer = Containment.class,
      problems = ProblemType.CONFLICT)
  @DeleteMapping("/members/{name}")
  ResponseEntity<?> releaseMember(@PathVariable String name) {
    return Problems.answer(containing.releaseMember(members.acting(), name));
  }

  @Endpoint(
      value = "Stops a shared user and denies its sessions",
      answer = Containment.class,
      problems = ProblemType.CONFLICT)
  @PostMapping("/shared-users/{name}")
  ResponseEntity<?> sharedUser(@PathVariable String name) {
    return Problems.answer(containing.sharedUser(members.acting(), name));
  }

  @Endpoint(
      value = "Lets a shared user be used again",
      answer = Containment.class,
      problems = {ProblemType.CONFLICT, ProblemType.AWS_REFUSED, ProblemType.AWS_UNAVAILABLE})
  @DeleteMapping("/shared-users/{name}")
  ResponseEntity<?> releaseSharedUser(
      @PathVariable String name,
      @RequestParam(defaultValue = "keep") @Shape(oneOf = {"keep", "lift"}) String deny) {
    return Problems.answer(
        containing.releaseSharedUser(members.acting(), name, deny.equals("lift")));
  }

  @Endpoint(
      value = "Stops all issuing and denies all sessions",
      answer = Containment.class,
      problems = ProblemType.CONFLICT)
  @PostMapping("/all")
  ResponseEntity<?> all() {
    return Problems.answer(containing.all(members.acting()));
  }

  @Endpoint(
      value = "Lets sessions be issued again",
      answer = Containment.class,
      problems = ProblemType.CONFLICT)
  @DeleteMapping("/all")
  ResponseEntity<?> releaseAll() {
    return Problems.answer(containing.releaseAll(members.acting()));
  }
}
