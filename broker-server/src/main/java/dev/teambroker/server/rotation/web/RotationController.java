package dev.teambroker.server.rotation.web;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.protocol.Rotations.NewSchedule;
import dev.teambroker.protocol.Rotations.Rotation;
import dev.teambroker.protocol.Rotations.Schedule;
import dev.teambroker.protocol.Rotations.Timeline;
import dev.teambroker.protocol.Shape;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.rotation.Rotating;
import dev.teambroker.server.rotation.SettingRhythm;
import dev.teambroker.server.rotation.ShowingRotations;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /v1/rotations}, and the rotation of a shared user. */
@RestController
@RequestMapping("/v1")
class RotationController {
  private final Members members;
  private final Rotating rotating;
  private final ShowingRotations showing;
  private final SettingRhythm schedules;

  RotationController(
      Members members, Rotating rotating, ShowingRotations showing, SettingRhythm schedules) {
    this.schedules = schedules;
    this.members = members;
    this.rotating = rotating;
    this.showing = showing;
  }

  @Endpoint(value = "Lists the rotations under way", answer = Rotation.class, list = true)
  @GetMapping("/rotations")
  List<Rotation> underWay() {
    return showing.underWay(members.acting());
  }

  @Endpoint(value = "Shows what a rotation did", answer = Timeline.class)
  @GetMapping("/rotations/{id}")
  ResponseEntity<?> timeline(@PathVariable String id) {
    return Problems.answer(showing.timeline(members.acting(), id));
  }

  @Endpoint(value = "Lists a shared user's rotations", answer = Rotation.class, list = true)
  @GetMapping("/shared-users/{name}/rotations")
  ResponseEntity<?> of(@PathVariable String name) {
    return Problems.answer(showing.of(members.acting(), name));
  }

  @Endpoint(
      value = "Starts a rotation",
      answer = Rotation.class,
      creates = true,
      problems = ProblemType.CONFLICT)
  @PostMapping("/shared-users/{name}/rotation")
  ResponseEntity<?> start(@PathVariable String name) {
    return Problems.created(rotating.start(members.acting(), name));
  }

  @Endpoint(value = "Holds a rotation", answer = Rotation.class, problems = ProblemType.CONFLICT)
  @PostMapping("/shared-users/{name}/rotation/hold")
  ResponseEntity<?> hold(@PathVariable String name) {
    return Problems.answer(rotating.hold(members.acting(), name));
  }

  @Endpoint(
      value = "Resumes a held rotation",
      answer = Rotation.class,
      problems = ProblemType.CONFLICT)
  @PostMapping("/shared-users/{name}/rotation/resume")
  ResponseEntity<?> resume(
      @PathVariable String name,
      @RequestParam(required = false) @Shape(oneOf = {"keep", "remove"})
          @Nullable String candidate) {
    return Problems.answer(rotating.resume(members.acting(), name, candidate));
  }

  @Endpoint(value = "Shows when a key is replaced by itself", answer = Schedule.class)
  @GetMapping("/shared-users/{name}/rotation-schedule")
  ResponseEntity<?> schedule(@PathVariable String name) {
    return Problems.answer(schedules.show(members.acting(), name));
  }

  @Endpoint(value = "Sets when a key is replaced by itself", answer = Schedule.class)
  @PutMapping("/shared-users/{name}/rotation-schedule")
  ResponseEntity<?> setSchedule(@PathVariable String name, @RequestBody NewSchedule wanted) {
    return Problems.answer(schedules.set(members.acting(), name, wanted));
  }

  @Endpoint(
      value = "Leaves it to the configuration when a key is replaced",
      answer = Schedule.class,
      problems = ProblemType.CONFLICT)
  @DeleteMapping("/shared-users/{name}/rotation-schedule")
  ResponseEntity<?> inheritSchedule(@PathVariable String name) {
    return Problems.answer(schedules.inherit(members.acting(), name));
  }

  @Endpoint(value = "Undoes a rotation", answer = Rotation.class, problems = ProblemType.CONFLICT)
  @PostMapping("/shared-users/{name}/rotation/undo")
  ResponseEntity<?> undo(@PathVariable String name) {
    return Problems.answer(rotating.undo(members.acting(), name));
  }
}
