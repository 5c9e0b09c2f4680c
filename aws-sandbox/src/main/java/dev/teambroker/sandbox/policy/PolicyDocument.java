package dev.teambroker.sandbox.policy;

import java.util.List;
import java.util.function.Predicate;

/** A policy: its text as it was given, and what it decides. */
public final class PolicyDocument {
  private final String text;
  private final List<Statement> statements;

  PolicyDocument(String text, List<Statement> statements) {
    this.text = text;
    this.statements = List.copyOf(statements);
  }

  /** Reads a policy of an identity or a session: resources, no principals. */
  public static PolicyDocument identity(String json) {
    return new PolicyReader(PolicyReader.Kind.IDENTITY).read(json);
  }

  /** Reads a trust policy: principals, no resources. */
  public static PolicyDocument trust(String json) {
    return new PolicyReader(PolicyReader.Kind.TRUST).read(json);
  }

  /** Reads a policy of a resource such as a key: principals and resources. */
  public static PolicyDocument resource(String json) {
    return new PolicyReader(PolicyReader.Kind.RESOURCE).read(json);
  }

  public String text() {
    return text;
  }

  public Decision decide(Question question) {
    return decide(question, principal -> true);
  }

  /** Of a trust policy or a resource's: only the statements that name such a principal count. */
  public Decision decide(Question question, Predicate<String> principal) {
    Decision decision = Decision.NOT_ALLOWED;
    for (Statement statement : statements) {
      boolean named =
          statement.principals().isEmpty() || statement.principals().stream().anyMatch(principal);
      if (named && statement.appliesTo(question)) {
        decision = decision.or(statement.allows() ? Decision.ALLOWED : Decision.DENIED);
      }
    }
    return decision;
  }
}
