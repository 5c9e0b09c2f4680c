package dev.teambroker.server.signin;

import dev.teambroker.protocol.ProblemType;
import dev.teambroker.server.web.ProblemWriter;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Nothing is open but what is named: no sessions, no cookies, no passwords. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  @Bean
  SecurityFilterChain api(
      HttpSecurity http,
      CheckingProofs checking,
      Nonces nonces,
      Authenticating authenticating,
      SpentProofs proofs,
      ObjectProvider<SpendsProofs> spenders,
      ProblemWriter problems,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver failures) {
    List<SpendsProofs> features = spenders.orderedStream().toList();
    SignInFilter filter =
        new SignInFilter(checking, nonces, authenticating, proofs, features, problems, failures);
    return stateless(http)
        .addFilterBefore(filter, AuthorizationFilter.class)
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(OpenPaths.BY_KEY, OpenPaths.BY_ANYBODY)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .exceptionHandling(
            denied ->
                denied
                    .authenticationEntryPoint(
                        (request, response, e) -> {
                          ProblemType type = ProblemType.SIGN_IN_REQUIRED;
                          response.setHeader(
                              HttpHeaders.WWW_AUTHENTICATE, SignInFilter.challenge(type));
                          problems.write(response, type, "This address takes an access token.");
                        })
                    .accessDeniedHandler(
                        (request, response, e) ->
                            problems.write(
                                response, ProblemType.FORBIDDEN, "Your role doesn't allow this.")))
        .build();
  }

  /** Nobody reads them, and each filter of the chain would be wrapped at each request. */
  @Bean
  SecurityObservationSettings noObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** There are no passwords; without this bean Spring Boot would make a user with one. */
  @Bean
  AuthenticationManager noPasswords() {
    return attempt -> {
      throw new ProviderNotFoundException("members sign in with a device and a code");
    };
  }

  private static HttpSecurity stateless(HttpSecurity http) {
    return http.csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
  }
}
