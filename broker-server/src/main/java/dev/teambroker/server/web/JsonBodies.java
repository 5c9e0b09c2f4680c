package dev.teambroker.server.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * JSON in and out for the endpoint that is asked most, without what Spring's converters negotiate
 * about each body. Its handler takes and produces JSON alone by its mapping, and names what it
 * reads in its {@link Endpoint}. Thread-safe.
 */
public interface JsonBodies {
  /**
   * The body, held to the contract.
   *
   * @throws org.springframework.http.converter.HttpMessageNotReadableException when it is no such
   *     message
   * @throws InvalidField for the first field that is not what the contract says
   */
  <T> T read(HttpServletRequest request, Class<T> type) throws IOException;

  /** Answers 200 with this; the bytes are overwritten. */
  void write(HttpServletResponse response, Object answer) throws IOException;
}
