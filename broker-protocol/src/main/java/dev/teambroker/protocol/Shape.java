package dev.teambroker.protocol;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a field holds, beyond its type: the server says it in the API's description, and refuses a
 * request that has anything else. Of a list or a map it tells the elements, but for {@link
 * #maxItems}. Texts have no control characters.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Shape {
  /** What the field takes, for the one who sent something else. */
  String takes() default "";

  /** The only texts that it takes. */
  String[] oneOf() default {};

  /** A regular expression that all of the text has to match, in the syntax of JSON Schema. */
  String pattern() default "";

  /** In characters. */
  int minLength() default 1;

  /** In characters. */
  int maxLength() default 2048;

  /** Whether the text may have tabs and line ends. */
  boolean lines() default false;

  /** Of a number. */
  long min() default Long.MIN_VALUE;

  /** Of a number. */
  long max() default Long.MAX_VALUE;

  /** Of a list or a map. */
  int maxItems() default 100;
}
