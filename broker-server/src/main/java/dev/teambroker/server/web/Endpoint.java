package dev.teambroker.server.web;

import dev.teambroker.protocol.ProblemType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the API's description ({@code /v1/openapi.json}) can't read off a handler. Every handler
 * below /v1 has it; tests hold all answers of a running broker to it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Endpoint {
  /** What it does, in a few words. */
  String value();

  /** What it reads of the body itself ({@link JsonBodies}); otherwise its {@code @RequestBody}. */
  Class<?> reads() default void.class;

  /** The type of the protocol that it answers with; nothing: 204. */
  Class<?> answer() default void.class;

  /** Whether it answers with a list of those. */
  boolean list() default false;

  /** Whether something was made: 201. */
  boolean creates() default false;

  /** Of the answer. */
  String mediaType() default "application/json";

  Caller by() default Caller.MEMBER;

  /** The problems that this endpoint has beyond those of all. */
  ProblemType[] problems() default {};

  /** Who may call it. */
  enum Caller {
    /** A member who is signed in: an access token and a DPoP proof. */
    MEMBER,
    /** Who holds a device's key: a DPoP proof alone. */
    KEY,
    ANYBODY
  }
}
