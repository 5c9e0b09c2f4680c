package dev.teambroker.server.session.web;

import dev.teambroker.server.session.IssuedSession;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Overwrites a session's secrets once its answer was written, or couldn't be. What the JSON writer
 * and TLS hold in buffers until they reuse them is out of reach.
 */
@Component
class WipingSessions implements HandlerInterceptor, WebMvcConfigurer {
  private static final String KEPT = WipingSessions.class.getName();

  /** Lets the session live until the answer to this request was written. */
  static IssuedSession untilAnswered(HttpServletRequest request, IssuedSession session) {
    request.setAttribute(KEPT, session);
    return session;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(KEPT) instanceof IssuedSession session) {
      request.removeAttribute(KEPT);
      session.close();
    }
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this);
  }
}
