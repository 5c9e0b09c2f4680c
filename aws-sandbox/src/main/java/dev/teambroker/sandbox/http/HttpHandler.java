package dev.teambroker.sandbox.http;

/** Answers requests; called on a virtual thread of the connection. */
@FunctionalInterface
public interface HttpHandler {
  HttpAnswer answer(HttpRequest request) throws InterruptedException;
}
