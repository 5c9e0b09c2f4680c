package dev.teambroker.server.member.web;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.teambroker.protocol.Members.Device;
import dev.teambroker.protocol.Members.Member;
import dev.teambroker.protocol.Members.Team;
import dev.teambroker.server.member.Devices;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.member.Membership;
import dev.teambroker.server.member.Role;
import dev.teambroker.server.member.TeamId;
import dev.teambroker.server.member.Teams;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Members and teams as they are shown. */
@Component
class Directory {
  private final Members members;
  private final Devices devices;
  private final Teams teams;

  Directory(Members members, Devices devices, Teams teams) {
    this.members = members;
    this.devices = devices;
    this.teams = teams;
  }

  List<Member> members() {
    Map<MemberId, List<dev.teambroker.server.member.Device>> ofMember =
        devices.all().stream().collect(groupingBy(dev.teambroker.server.member.Device::member));
    Map<MemberId, List<Membership>> memberships =
        teams.memberships().stream().collect(groupingBy(Membership::member));
    Map<TeamId, String> names = teamNames();
    return members.all().stream()
        .map(
            member ->
                show(
                    member,
                    namesOf(memberships.getOrDefault(member.memberId(), List.of()), names),
                    ofMember.getOrDefault(member.memberId(), List.of())))
        .toList();
  }

  Member show(dev.teambroker.server.member.Member member) {
    Map<TeamId, String> names = teamNames();
    List<String> teamsOf =
        members.teamsOf(member.memberId()).stream()
            .map(names::get)
            .filter(Objects::nonNull)
            .sorted()
            .toList();
    return show(member, teamsOf, devices.of(member.memberId()));
  }

  List<Team> teams() {
    Map<MemberId, String> names =
        members.all().stream()
            .collect(
                toMap(
                    dev.teambroker.server.member.Member::memberId,
                    dev.teambroker.server.member.Member::name));
    Map<TeamId, List<Membership>> memberships =
        teams.memberships().stream().collect(groupingBy(Membership::team));
    return teams.all().stream()
        .map(
            team ->
                new Team(
                    team.name(),
                    memberships.getOrDefault(team.teamId(), List.of()).stream()
                        .map(membership -> names.get(membership.member()))
                        .filter(Objects::nonNull)
                        .sorted()
                        .toList()))
        .toList();
  }

  private Map<TeamId, String> teamNames() {
    return teams.all().stream()
        .collect(
            toMap(
                dev.teambroker.server.member.Team::teamId,
                dev.teambroker.server.member.Team::name));
  }

  private static List<String> namesOf(List<Membership> memberships, Map<TeamId, String> names) {
    return memberships.stream()
        .map(membership -> names.get(membership.team()))
        .filter(Objects::nonNull)
        .sorted()
        .toList();
  }

  private static Member show(
      dev.teambroker.server.member.Member member,
      List<String> teamNames,
      List<dev.teambroker.server.member.Device> devices) {
    return new Member(
        member.id(),
        member.name(),
        member.state().name(),
        member.roles().stream().sorted().map(Role::code).toList(),
        teamNames,
        devices.stream().map(Directory::show).toList());
  }

  private static Device show(dev.teambroker.server.member.Device device) {
    return new Device(
        device.id(),
        device.name(),
        device.thumbprint(),
        device.state().name(),
        device.registeredAt());
  }
}
