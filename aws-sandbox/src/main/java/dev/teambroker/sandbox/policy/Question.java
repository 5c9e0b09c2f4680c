package dev.teambroker.sandbox.policy;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a policy is asked: may this action be done to this resource, in this context? The context's
 * keys are AWS's condition keys, whatever their case.
 */
public final class Question {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]+)}");

  private final String action;
  private final String resource;
  private final Map<String, List<String>> context = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> ignored = new HashSet<>();
  private final Set<String> missing = new TreeSet<>();

  public Question(String action, String resource) {
    this.action = action;
    this.resource = resource;
  }

  /** Says what a key is. What was said first stays. */
  public Question with(String key, String value) {
    context.putIfAbsent(key, List.of(value));
    return this;
  }

  public Question with(String key, Collection<String> values) {
    if (!values.isEmpty()) {
      context.putIfAbsent(key, List.copyOf(values));
    }
    return this;
  }

  /** Lets every condition on this key hold. */
  public Question ignoring(String key) {
    ignored.add(key.toLowerCase(Locale.ROOT));
    return this;
  }

  boolean ignores(String key) {
    return ignored.contains(key.toLowerCase(Locale.ROOT));
  }

  public String action() {
    return action;
  }

  public String resource() {
    return resource;
  }

  Optional<List<String>> values(String key) {
    List<String> values = context.get(key);
    if (values == null) {
      missing.add(key);
    }
    return Optional.ofNullable(values);
  }

  /** The keys that policies have asked for in vain. */
  public Set<String> missing() {
    return Set.copyOf(missing);
  }

  boolean actionMatches(String pattern) {
    return Glob.matches(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
  }

  boolean resourceMatches(String pattern) {
    return Glob.matches(resolved(pattern), resource);
  }

  /** The text with policy variables such as {@code ${aws:username}} filled in. */
  String resolved(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
  }

  private String value(String name) {
    return switch (name) {
      case "*", "?", "$" -> name;
      default -> values(name).map(List::getFirst).orElse("\0");
    };
  }
}
