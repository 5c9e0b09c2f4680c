package dev.teambroker.server.web;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/** The filters that come before all others. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
  @Bean
  FilterRegistrationBean<RequestContextFilter> requestContext(WebSettings web) {
    var filter = new FilterRegistrationBean<>(new RequestContextFilter(new SourceAddresses(web)));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
    return filter;
  }

  @Bean
  FilterRegistrationBean<ReadingBodyFilter> readingBody(WebSettings web, ProblemWriter problems) {
    var filter =
        new FilterRegistrationBean<>(
            new ReadingBodyFilter(web.maxBody().toBytes(), web.requestDeadline(), problems));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return filter;
  }

  @Bean
  FilterRegistrationBean<CapacityFilter> capacity(WebSettings web, ProblemWriter problems) {
    var filter =
        new FilterRegistrationBean<>(
            new CapacityFilter(web.maxRequests(), web.maxWorking(), web.maxWait(), problems));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
    return filter;
  }

  /** Spring's own holder of the request, which nothing here asks outside of the dispatcher. */
  @Bean
  FilterRegistrationBean<org.springframework.web.filter.RequestContextFilter> noSecondContext() {
    var filter =
        new FilterRegistrationBean<>(new org.springframework.web.filter.RequestContextFilter());
    filter.setEnabled(false);
    return filter;
  }

  @Bean
  WebServerFactoryCustomizer<JettyServletWebServerFactory> problemsForBadMessages(JsonMapper json) {
    return factory ->
        factory.addServerCustomizers(server -> server.setErrorHandler(new BadMessages(json)));
  }
}
