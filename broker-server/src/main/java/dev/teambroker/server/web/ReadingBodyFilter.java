package dev.teambroker.server.web;

import dev.teambroker.protocol.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads the whole body before anything is done: no more of it than is allowed, and no longer than
 * its deadline. A request that is still arriving holds none of the broker's capacity, and one that
 * is refused leaves a connection that can be used again. The bytes are overwritten at the end.
 */
final class ReadingBodyFilter extends OncePerRequestFilter {
  private static final int FIRST = 2048;

  /** How much of a body that is too large is taken off the wire. */
  private static final int DISCARDED = 1 << 20;

  private final int limit;
  private final Duration deadline;
  private final ProblemWriter problems;

  ReadingBodyFilter(long limit, Duration deadline, ProblemWriter problems) {
    this.limit = Math.toIntExact(limit);
    this.deadline = deadline;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Body body = new Body();
    try {
      switch (read(request, body)) {
        case WHOLE -> pass(request, response, body, chain);
        case TOO_LARGE -> tooLarge(response);
        case ENDLESS -> {
          response.setHeader("Connection", "close");
          tooLarge(response);
        }
        case TOO_SLOW -> tooSlow(response);
      }
    } finally {
      Arrays.fill(body.bytes, (byte) 0);
    }
  }

  /** Spring takes a type with a wildcard for a fault of its own. */
  private void pass(
      HttpServletRequest request, HttpServletResponse response, Body body, FilterChain chain)
      throws IOException, ServletException {
    String type = request.getContentType();
    if (type != null && type.indexOf('*') >= 0) {
      problems.write(
          response, ProblemType.UNSUPPORTED_MEDIA_TYPE, "A body is of one media type, without *.");
      return;
    }
    chain.doFilter(new ReadRequest(request, body.bytes, body.length), response);
  }

  private enum Arrived {
    WHOLE,
    /** And is out of the way: the connection can go on. */
    TOO_LARGE,
    /** Too large to be waited for. */
    ENDLESS,
    TOO_SLOW
  }

  private static final class Body {
    private byte[] bytes = new byte[0];
    private int length;

    /** Room for more; what was there is overwritten. */
    void grow(int most) {
      byte[] larger = Arrays.copyOf(bytes, Math.min(most, Math.max(FIRST, 2 * bytes.length)));
      Arrays.fill(bytes, (byte) 0);
      bytes = larger;
    }
  }

  private Arrived read(HttpServletRequest request, Body body) throws IOException {
    Patience patience = Patience.with(request, deadline);
    try {
      return request.getContentLengthLong() > limit
          ? discarded(request.getInputStream(), patience)
          : read(request.getInputStream(), patience, body);
    } catch (TimeoutException e) {
      return Arrived.TOO_SLOW;
    } catch (IOException e) {
      if (e.getCause() instanceof TimeoutException) {
        return Arrived.TOO_SLOW;
      }
      throw e;
    } finally {
      patience.end();
    }
  }

  private Arrived read(InputStream in, Patience patience, Body body)
      throws IOException, TimeoutException {
    while (body.length <= limit) {
      if (body.length == body.bytes.length) {
        body.grow(limit + 1);
      }
      patience.check();
      int count = in.read(body.bytes, body.length, body.bytes.length - body.length);
      if (count < 0) {
        return Arrived.WHOLE;
      }
      body.length += count;
    }
    return discarded(in, patience);
  }

  /**
   * Reads on for a while, as a client that is still sending doesn't see an answer: what is closed
   * with bytes unread is reset.
   */
  private static Arrived discarded(InputStream in, Patience patience)
      throws IOException, TimeoutException {
    byte[] scrap = new byte[FIRST];
    int count = 0;
    for (int sum = 0; sum < DISCARDED && count >= 0; sum += count) {
      patience.check();
      count = in.read(scrap);
    }
    Arrays.fill(scrap, (byte) 0);
    return count < 0 ? Arrived.TOO_LARGE : Arrived.ENDLESS;
  }

  private void tooLarge(HttpServletResponse response) throws IOException {
    problems.write(response, ProblemType.TOO_LARGE, "A body may have " + limit + " bytes at most.");
  }

  private void tooSlow(HttpServletResponse response) throws IOException {
    response.setHeader("Connection", "close");
    problems.write(
        response,
        ProblemType.TOO_SLOW,
        "A body has to arrive within " + deadline.toSeconds() + " seconds.");
  }
}
