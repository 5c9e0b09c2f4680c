package dev.teambroker.sandbox.policy;

import java.util.List;
import java.util.Optional;

/**
 * One line of a Condition block: an operator, a key, and the values of which one has to match. A
 * key that the question hasn't fails, unless the operator is negative or ends in IfExists.
 */
record Condition(Operator operator, Form form, String key, List<String> wanted) {

  Condition {
    wanted = List.copyOf(wanted);
  }

  /** What may stand around an operator's name. */
  record Form(boolean negative, boolean ifExists, boolean forAll) {}

  /** {@code ForAllValues:StringNotEqualsIfExists} and the like; empty for an unknown one. */
  static Optional<Condition> of(String name, String key, List<String> wanted) {
    String bare = name.replaceFirst("^For(All|Any)Values?:", "").replaceFirst("IfExists$", "");
    String positive = bare.replace("Not", "");
    Form form =
        new Form(
            !bare.equals(positive), name.endsWith("IfExists"), name.startsWith("ForAllValues:"));
    return Operator.named(positive).map(operator -> new Condition(operator, form, key, wanted));
  }

  boolean holds(Question question) {
    if (question.ignores(key)) {
      return true;
    }
    Optional<List<String>> has = question.values(key);
    if (has.isEmpty()) {
      return form.negative() || form.ifExists() || form.forAll();
    }
    return form.forAll()
        ? has.get().stream().allMatch(value -> matches(value, question))
        : has.get().stream().anyMatch(value -> matches(value, question));
  }

  private boolean matches(String value, Question question) {
    boolean found =
        wanted.stream().anyMatch(want -> operator.holds(value, question.resolved(want)));
    return found != form.negative();
  }
}
