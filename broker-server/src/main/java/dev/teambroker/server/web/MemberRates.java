package dev.teambroker.server.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** No member keeps the broker from serving the others: each has a rate. */
@Component
class MemberRates implements HandlerInterceptor, WebMvcConfigurer {
  private final RateLimit limit;
  private final ProblemWriter problems;

  MemberRates(WebSettings web, ProblemWriter problems) {
    this.limit = new RateLimit("broker.web.member-rate", web.memberRate());
    this.problems = problems;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).order(Ordered.HIGHEST_PRECEDENCE);
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    Optional<Outcome.Refused<Object>> refused =
        request.getDispatcherType() == DispatcherType.REQUEST
            ? RequestContext.current()
                .map(RequestContext::actor)
                .flatMap(actor -> limit.refused(actor.memberId()))
            : Optional.empty();
    if (refused.isPresent()) {
      problems.write(response, Problems.refused(refused.get()));
    }
    return refused.isEmpty();
  }
}
