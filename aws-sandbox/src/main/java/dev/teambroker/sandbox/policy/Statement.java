package dev.teambroker.sandbox.policy;

import java.util.List;
import java.util.function.Predicate;

/** One statement of a policy. */
record Statement(
    boolean allows, Names actions, Names resources, List<String> principals, List<Test> tests) {

  Statement {
    principals = List.copyOf(principals);
    tests = List.copyOf(tests);
  }

  /** Action or NotAction, Resource or NotResource. */
  record Names(List<String> patterns, boolean negative) {
    Names {
      patterns = List.copyOf(patterns);
    }

    boolean match(Predicate<String> pattern) {
      return patterns.stream().anyMatch(pattern) != negative;
    }
  }

  /** One line of the Condition block. */
  sealed interface Test {
    boolean holds(Question question);

    record Compare(Condition condition) implements Test {
      @Override
      public boolean holds(Question question) {
        return condition.holds(question);
      }
    }

    /** {@code "Null": {"key": "true"}} wants the key to be absent. */
    record Null(String key, boolean absent) implements Test {
      @Override
      public boolean holds(Question question) {
        return question.values(key).isEmpty() == absent;
      }
    }
  }

  boolean appliesTo(Question question) {
    return actions.match(question::actionMatches)
        && resources.match(question::resourceMatches)
        && tests.stream().allMatch(test -> test.holds(question));
  }
}
