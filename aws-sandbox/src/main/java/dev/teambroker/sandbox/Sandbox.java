package dev.teambroker.sandbox;

import dev.teambroker.sandbox.account.World;
import dev.teambroker.sandbox.call.Environment;
import dev.teambroker.sandbox.fault.Faults;
import dev.teambroker.sandbox.http.HttpListener;
import dev.teambroker.sandbox.policy.PolicyDocument;
import dev.teambroker.sandbox.setting.Delay;
import dev.teambroker.sandbox.setting.Enforcement;
import dev.teambroker.sandbox.setting.Limit;
import dev.teambroker.sandbox.setting.SandboxClock;
import dev.teambroker.sandbox.setting.Settings;
import dev.teambroker.sandbox.trail.EventLog;
import dev.teambroker.sandbox.trail.TrailEvent;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A strict stand-in for AWS on loopback: STS, IAM, KMS, console sign-in and CloudTrail on one port.
 *
 * <p>What is set up here is there at once and needs no permission; whatever comes over the wire is
 * held to AWS's rules. Thread-safe.
 */
public final class Sandbox implements AutoCloseable {
  /** The account of everything that isn't told another one. */
  public static final String ACCOUNT = Population.ACCOUNT;

  private final Environment environment;
  private final Faults faults = new Faults();
  private final Population population;
  private final HttpListener listener;

  private Sandbox(int port, InstantSource time) {
    Settings settings = new Settings();
    this.environment =
        new Environment(new World(settings), settings, new SandboxClock(time), new EventLog());
    this.population = new Population(environment.world(), environment.clock());
    this.listener =
        HttpListener.start(port, new FrontDoor(environment, faults, seed -> plant(new Seed(seed))));
  }

  /** On a free port, on the system's time. */
  public static Sandbox start() {
    return start(0, InstantSource.system());
  }

  /** On this port (0 for a free one) and this time. */
  public static Sandbox start(int port, InstantSource time) {
    return new Sandbox(port, time);
  }

  /** Where all services are. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listener.port());
  }

  public int port() {
    return listener.port();
  }

  /** AWS's clock, which signatures, expirations and codes are measured by. */
  public SandboxClock clock() {
    return environment.clock();
  }

  /** Puts an account into another partition, such as aws-cn, before anything is made in it. */
  public Sandbox withAccount(String account, String partition) {
    environment.world().account(account, partition);
    return this;
  }

  /** The IAM user of this name in {@link #ACCOUNT}, made if it isn't there. */
  public SandboxUser user(String name) {
    return user(ACCOUNT, name);
  }

  public SandboxUser user(String account, String name) {
    return population.user(account, name);
  }

  /**
   * The IAM user of this name, made if it isn't there.
   *
   * @param path with a slash at either end
   */
  public SandboxUser user(String account, String path, String name) {
    return population.user(account, path, name);
  }

  /** The role of this name in {@link #ACCOUNT}, made if it isn't there; it trusts nobody yet. */
  public SandboxRole role(String name) {
    return role(ACCOUNT, name);
  }

  public SandboxRole role(String account, String name) {
    return population.role(account, name);
  }

  /**
   * The role of this name, made if it isn't there; it trusts nobody yet.
   *
   * @param path with a slash at either end
   */
  public SandboxRole role(String account, String path, String name) {
    return population.role(account, path, name);
  }

  /** An OpenID Connect provider that {@link #ACCOUNT} trusts, for tokens of this audience. */
  public SandboxOidcProvider oidcProvider(String issuer, String audience) {
    return new SandboxOidcProvider(environment.world().account(ACCOUNT), issuer, audience, clock());
  }

  /** A new symmetric key of KMS in {@link #ACCOUNT}, left to the account's own policies. */
  public SandboxKmsKey kmsKey(String region) {
    return population.kmsKey(ACCOUNT, region);
  }

  /** A new access key of the account's root. */
  public SandboxKey rootKey() {
    return population.rootKey(ACCOUNT);
  }

  /** A managed policy that session policies can name. */
  public Sandbox withManagedPolicy(String arn, String json) {
    environment.world().addManagedPolicy(arn, PolicyDocument.identity(json));
    return this;
  }

  public Sandbox set(Delay delay, Duration value) {
    environment.settings().set(delay, value);
    return this;
  }

  public Sandbox set(Limit limit, int value) {
    environment.settings().set(limit, value);
    return this;
  }

  /** One of AWS's rules, to switch it off and see what changes. */
  public Switch enforcement(Enforcement rule) {
    return on -> environment.settings().set(rule, on);
  }

  /** All delays, limits and enforcements as at the start. */
  public Sandbox resetSettings() {
    environment.settings().reset();
    return this;
  }

  /** What shall happen to the next call of this operation. */
  public FaultSetup next(String operation) {
    return new FaultSetup(faults, Optional.of(operation));
  }

  /** What shall happen to the next call of any operation. */
  public FaultSetup nextCall() {
    return new FaultSetup(faults, Optional.empty());
  }

  public void clearFaults() {
    faults.clear();
  }

  /** How many faults are planned and have not come to pass. */
  public int plannedFaults() {
    return faults.planned().size();
  }

  /** Lets the requests arrive that were planned to arrive late; says how many. */
  public int deliverLate() {
    return faults.deliverLate();
  }

  String plant(Seed seed) {
    return seed.plant(population, endpoint());
  }

  /** Every call, the newest first, without delay. */
  public List<TrailEvent> events() {
    return environment.log().newestFirst();
  }

  /** Switches a rule. */
  @FunctionalInterface
  public interface Switch {
    void set(boolean on);

    default void off() {
      set(false);
    }

    default void on() {
      set(true);
    }
  }

  @Override
  public void close() {
    listener.close();
  }
}
