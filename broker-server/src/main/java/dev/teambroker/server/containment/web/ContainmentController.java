package dev.teambroker.server.containment.web;

import dev.teambroker.protocol.Containments.Containment;
import dev.teambroker.server.containment.Containing;
import dev.teambroker.server.member.Members;
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

  @GetMapping
  Containment shown() {
    return containing.shown(members.acting());
  }

  @PostMapping("/members/{name}")
  ResponseEntity<?> member(@PathVariable String name) {
    return Problems.answer(containing.member(members.acting(), name));
  }

  @DeleteMapping("/members/{name}")
  ResponseEntity<?> releaseMember(@PathVariable String name) {
    return Problems.answer(containing.releaseMember(members.acting(), name));
  }

  @PostMapping("/shared-users/{name}")
  ResponseEntity<?> sharedUser(@PathVariable String name) {
    return Problems.answer(containing.sharedUser(members.acting(), name));
  }

  @DeleteMapping("/shared-users/{name}")
  ResponseEntity<?> releaseSharedUser(
      @PathVariable String name, @RequestParam(defaultValue = "false") boolean liftDeny) {
    return Problems.answer(containing.releaseSharedUser(members.acting(), name, liftDeny));
  }

  @PostMapping("/all")
  ResponseEntity<?> all() {
    return Problems.answer(containing.all(members.acting()));
  }

  @DeleteMapping("/all")
  ResponseEntity<?> releaseAll() {
    return Problems.answer(containing.releaseAll(members.acting()));
  }
}
