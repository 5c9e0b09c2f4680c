package dev.teambroker.server.web;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The filters that come before all others. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {
  @Bean
  FilterRegistrationBean<RequestContextFilter> requestContext(WebSettings web) {
    var filter =
        new FilterRegistrationBean<>(new RequestContextFilter(new SourceAddresses(web.proxies())));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    filter.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
    return filter;
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimit(WebSettings web, ProblemWriter problems) {
    var filter =
        new FilterRegistrationBean<>(new BodyLimitFilter(web.maxBody().toBytes(), problems));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return filter;
  }
}
