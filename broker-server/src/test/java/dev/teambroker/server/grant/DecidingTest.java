package dev.teambroker.server.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.grant.Decision.Beyond;
import dev.teambroker.server.grant.Decision.CodeWanted;
import dev.teambroker.server.grant.Decision.Granted;
import dev.teambroker.server.grant.Decision.NoGrant;
import dev.teambroker.server.grant.Decision.Permitted;
import dev.teambroker.server.member.MemberId;
import dev.teambroker.server.shareduser.SharedUserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DecidingTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final String READER = "arn:aws:iam::123456789012:role/reader";
  private static final String WRITER = "arn:aws:iam::123456789012:role/writer";
  private static final String POLICY =
      "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
  private static final String DENY =
      "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";
  private static final MemberId MEMBER = new MemberId("m-" + "0".repeat(32));

  @Test
  void refusesWhatNoGrantCovers() {
    assertThat(decide(List.of(), wanted(SessionKind.ROLE))).isInstanceOf(NoGrant.class);
    assertThat(decide(List.of(role()), wanted(SessionKind.SESSION))).isInstanceOf(NoGrant.class);
  }

  @Test
  void permitsTheGrantsOnlyRoleForItsUsualDuration() {
    assertThat(decide(List.of(role()), wanted(SessionKind.ROLE)))
        .isInstanceOfSatisfying(
            Granted.class,
            granted ->
                assertThat(granted.permitted())
                    .isEqualTo(
                        new Permitted.Role(
                            READER,
                            Duration.ofHours(1),
                            AwsMfa.NONE,
                            null,
                            Map.of("team", "payments"))));
  }

  @Test
  void refusesARoleThatIsNotGranted() {
    assertThat(limitOf(role(), new Wanted(SessionKind.ROLE, WRITER, null, null)))
        .isEqualTo("roles");
  }

  @Test
  void asksForTheRoleWhereSeveralAreGranted() {
    Grant both =
        grant(new Terms.OfRole(List.of(READER, WRITER), AwsMfa.NONE, null, none()), usual());
    assertThat(limitOf(both, wanted(SessionKind.ROLE))).isEqualTo("roles");
    assertThat(decide(List.of(both), new Wanted(SessionKind.ROLE, WRITER, null, null)))
        .isInstanceOf(Granted.class);
  }

  @Test
  void refusesALongerDurationInsteadOfCuttingIt() {
    Wanted twoHours = new Wanted(SessionKind.ROLE, null, Duration.ofHours(2), null);
    Wanted more = new Wanted(SessionKind.ROLE, null, Duration.ofHours(2).plusSeconds(1), null);
    assertThat(decide(List.of(role()), twoHours)).isInstanceOf(Granted.class);
    assertThat(limitOf(role(), more)).isEqualTo("maximumDurationSeconds");
  }

  @Test
  void holdsOnlyWithinItsValidity() {
    assertThat(limitOf(within(NOW.plusSeconds(1), null), wanted(SessionKind.ROLE)))
        .isEqualTo("validity");
    assertThat(limitOf(within(null, NOW), wanted(SessionKind.ROLE))).isEqualTo("validity");
    assertThat(decide(List.of(within(NOW, NOW.plusSeconds(1))), wanted(SessionKind.ROLE)))
        .isInstanceOf(Granted.class);
  }

  @Test
  void holdsOnlyFromItsNetworks() {
    Grant office = grant(oneRole(), limits(null, List.of("192.0.2.0/24", "2001:db8::/32")));
    assertThat(Deciding.decide(List.of(office), wanted(SessionKind.ROLE), from("192.0.2.77")))
        .isInstanceOf(Granted.class);
    assertThat(Deciding.decide(List.of(office), wanted(SessionKind.ROLE), from("2001:db8::1")))
        .isInstanceOf(Granted.class);
    assertThat(Deciding.decide(List.of(office), wanted(SessionKind.ROLE), from("192.0.3.1")))
        .isInstanceOf(Beyond.class);
    assertThat(Deciding.decide(List.of(office), wanted(SessionKind.ROLE), from(null)))
        .isInstanceOf(Beyond.class);
  }

  @Test
  void wantsACodeAsFreshAsTheGrantSaysOrTheBroker() {
    Grant strict = grant(oneRole(), limits(Duration.ofMinutes(5), List.of()));
    assertThat(Deciding.decide(List.of(strict), wanted(SessionKind.ROLE), verified(6)))
        .isEqualTo(new CodeWanted(strict, Duration.ofMinutes(5)));
    assertThat(Deciding.decide(List.of(strict), wanted(SessionKind.ROLE), verified(5)))
        .isInstanceOf(Granted.class);
    assertThat(Deciding.decide(List.of(role()), wanted(SessionKind.ROLE), verified(61)))
        .isInstanceOf(CodeWanted.class);
  }

  @Test
  void letsARequestNarrowTheGrantsPolicyByDenying() {
    Grant federation = grant(new Terms.OfFederation(POLICY, none()), usual());
    assertThat(limitOf(federation, new Wanted(SessionKind.FEDERATION, null, null, POLICY)))
        .isEqualTo("sessionPolicy");
    assertThat(decide(List.of(federation), new Wanted(SessionKind.FEDERATION, null, null, DENY)))
        .isInstanceOfSatisfying(
            Granted.class,
            granted ->
                assertThat(((Permitted.Federated) granted.permitted()).sessionPolicy())
                    .contains("Allow", "Deny"));
  }

  @Test
  void refusesAPolicyThatIsTooLongTogetherWithTheGrants() {
    String long1 = POLICY.replace("\"*\"}", "\"" + "x".repeat(1500) + "\"}");
    String long2 = DENY.replace("s3:*", "y".repeat(600));
    Grant federation = grant(new Terms.OfFederation(long1, none()), usual());
    assertThat(limitOf(federation, new Wanted(SessionKind.FEDERATION, null, null, long2)))
        .isEqualTo("sessionPolicy");
  }

  @Test
  void takesTheGrantThatCoversAmongSeveral() {
    Grant writer = grant(new Terms.OfRole(List.of(WRITER), AwsMfa.NONE, null, none()), usual());
    assertThat(decide(List.of(role(), writer), new Wanted(SessionKind.ROLE, WRITER, null, null)))
        .isInstanceOfSatisfying(
            Granted.class, granted -> assertThat(granted.grant()).isEqualTo(writer));
  }

  @Test
  void tellsTheNearestMissAmongSeveral() {
    Grant expired =
        grant(
            new Terms.OfRole(List.of(WRITER), AwsMfa.NONE, null, none()),
            new Limits(
                Duration.ofHours(1),
                Duration.ofHours(1),
                null,
                List.of(),
                null,
                NOW.minusSeconds(9)));
    Decision decision =
        decide(List.of(role(), expired), new Wanted(SessionKind.ROLE, WRITER, null, null));
    assertThat(((Beyond) decision).limit()).isEqualTo("validity");
  }

  private static Decision decide(List<Grant> grants, Wanted wanted) {
    return Deciding.decide(grants, wanted, verified(0));
  }

  private static String limitOf(Grant grant, Wanted wanted) {
    return ((Beyond) decide(List.of(grant), wanted)).limit();
  }

  private static Wanted wanted(SessionKind kind) {
    return new Wanted(kind, null, null, null);
  }

  private static Circumstances verified(int minutesAgo) {
    return new Circumstances(
        NOW, "198.51.100.1", age -> age.toMinutes() >= minutesAgo, Duration.ofHours(1));
  }

  private static Circumstances from(@Nullable String address) {
    return new Circumstances(NOW, address, _ -> true, Duration.ofHours(1));
  }

  private static Grant role() {
    return grant(oneRole(), usual());
  }

  private static Grant within(@Nullable Instant notBefore, @Nullable Instant notAfter) {
    return grant(
        oneRole(),
        new Limits(Duration.ofHours(1), Duration.ofHours(2), null, List.of(), notBefore, notAfter));
  }

  private static Terms oneRole() {
    return new Terms.OfRole(
        List.of(READER), AwsMfa.NONE, null, new TreeMap<>(Map.of("team", "payments")));
  }

  private static SortedMap<String, String> none() {
    return new TreeMap<>();
  }

  private static Limits usual() {
    return limits(null, List.of());
  }

  private static Limits limits(@Nullable Duration age, List<String> networks) {
    return new Limits(Duration.ofHours(1), Duration.ofHours(2), age, networks, null, null);
  }

  private static Grant grant(Terms terms, Limits limits) {
    return new Grant(
        GrantId.fresh(),
        1,
        new SharedUserId("u-" + "0".repeat(32)),
        new Grantee.OneMember(MEMBER),
        terms,
        limits,
        MEMBER,
        NOW);
  }
}
