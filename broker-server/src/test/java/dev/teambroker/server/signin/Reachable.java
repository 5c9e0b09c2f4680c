package dev.teambroker.server.signin;

import java.net.URI;
import java.net.http.HttpClient;

/** A replica, in this process or in one of its own, as clients reach it. */
public interface Reachable {
  HttpClient http();

  /** The path at the address where it listens. */
  URI of(String path);
}
