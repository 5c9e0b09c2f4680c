package dev.teambroker.sandbox.call;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A service of the query protocol: its table of operations. */
public final class Service {
  private final String name;
  private final String version;
  private final String namespace;
  private final Map<String, Operation> operations;

  public Service(String name, String version, String namespace, List<Operation> operations) {
    this.name = name;
    this.version = version;
    this.namespace = namespace;
    this.operations =
        operations.stream().collect(Collectors.toMap(Operation::name, Function.identity()));
  }

  /** As in the signature's scope: sts, iam. */
  public String name() {
    return name;
  }

  public String version() {
    return version;
  }

  public String namespace() {
    return namespace;
  }

  public String eventSource() {
    return name + ".amazonaws.com";
  }

  public Optional<Operation> operation(String action) {
    return Optional.ofNullable(operations.get(action));
  }
}
