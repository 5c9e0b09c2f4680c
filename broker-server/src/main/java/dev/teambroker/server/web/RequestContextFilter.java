package dev.teambroker.server.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The first filter: makes the request's id, finds its source address and binds both for as long as
 * it is served. A dispatch to the error page keeps the context that the request had.
 */
final class RequestContextFilter implements Filter {
  static final String HEADER = "X-Request-Id";
  private static final Logger log = LoggerFactory.getLogger(RequestContextFilter.class);
  private static final String ATTRIBUTE = RequestContextFilter.class.getName();
  private static final String LOGGED = "requestId";

  private final SourceAddresses sources;

  RequestContextFilter(SourceAddresses sources) {
    this.sources = sources;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestContext context = contextOf((HttpServletRequest) request);
    ((HttpServletResponse) response).setHeader(HEADER, context.requestId());
    try (var logged = MDC.putCloseable(LOGGED, context.requestId())) {
      ScopedValue.where(RequestContext.CURRENT, context)
          .call(
              () -> {
                chain.doFilter(request, response);
                log.debug(
                    "{} {} was answered with {}",
                    ((HttpServletRequest) request).getMethod(),
                    ((HttpServletRequest) request).getRequestURI(),
                    ((HttpServletResponse) response).getStatus());
                return logged;
              });
    } catch (IOException | ServletException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private RequestContext contextOf(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof RequestContext known) {
      return known;
    }
    var context =
        new RequestContext(UUID.randomUUID().toString(), sources.of(request), /* actor= */ null);
    request.setAttribute(ATTRIBUTE, context);
    return context;
  }
}
