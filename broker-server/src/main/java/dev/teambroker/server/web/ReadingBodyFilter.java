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
    if (request.getContentLengthLong() > limit) {
      tooLarge(response);
      return;
    }
    Body body = new Body();
    try {
      if (read(request, response, body)) {
        chain.doFilter(new ReadRequest(request, body.bytes, body.length), response);
      }
    } finally {
      Arrays.fill(body.bytes, (byte) 0);
    }
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

  private boolean read(HttpServletRequest request, HttpServletResponse response, Body body)
      throws IOException {
    Patience patience = Patience.with(request, deadline);
    try {
      InputStream in = request.getInputStream();
      while (true) {
        if (body.length == body.bytes.length) {
          body.grow(limit + 1);
        }
        patience.check();
        int count = in.read(body.bytes, body.length, body.bytes.length - body.length);
        if (count < 0) {
          return true;
        }
        body.length += count;
        if (body.length > limit) {
          tooLarge(response);
          return false;
        }
      }
    } catch (TimeoutException e) {
      tooSlow(response);
      return false;
    } catch (IOException e) {
      if (e.getCause() instanceof TimeoutException) {
        tooSlow(response);
        return false;
      }
      throw e;
    } finally {
      patience.end();
    }
  }

  private void tooLarge(HttpServletResponse response) throws IOException {
    response.setHeader("Connection", "close");
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
