package dev.teambroker.server.member.web;

import dev.teambroker.protocol.Members.Team;
import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.TeamWork;
import dev.teambroker.server.web.Endpoint;
import dev.teambroker.server.web.Problems;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Teams. */
@RestController
class TeamsController {
  private final Members members;
  private final Directory directory;
  private final TeamWork teamWork;

  TeamsController(Members members, Directory directory, TeamWork teamWork) {
    this.members = members;
    this.directory = directory;
    this.teamWork = teamWork;
  }

  @Endpoint(value = "Lists the teams", answer = Team.class, list = true)
  @GetMapping("/v1/teams")
  List<Team> all() {
    return directory.teams();
  }

  @Endpoint(value = "Makes a team, if it isn't there", problems = ProblemType.CONFLICT)
  @PutMapping("/v1/teams/{team}")
  ResponseEntity<?> create(@PathVariable("team") String team) {
    return Problems.noContent(teamWork.create(members.acting(), team));
  }

  @Endpoint(value = "Deletes a team", problems = ProblemType.CONFLICT)
  @DeleteMapping("/v1/teams/{team}")
  ResponseEntity<?> delete(@PathVariable("team") String team) {
    return Problems.noContent(teamWork.delete(members.acting(), team));
  }

  @Endpoint(value = "Adds a member to a team", problems = ProblemType.CONFLICT)
  @PutMapping("/v1/teams/{team}/members/{name}")
  ResponseEntity<?> add(@PathVariable("team") String team, @PathVariable("name") String name) {
    return Problems.noContent(teamWork.add(members.acting(), team, name));
  }

  @Endpoint(value = "Takes a member out of a team", problems = ProblemType.CONFLICT)
  @DeleteMapping("/v1/teams/{team}/members/{name}")
  ResponseEntity<?> takeOut(@PathVariable("team") String team, @PathVariable("name") String name) {
    return Problems.noContent(teamWork.takeOut(members.acting(), team, name));
  }
}
