package dev.teambroker.server;

import dev.teambroker.server.web.Command;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.aot.AotDetector;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.util.ClassUtils;

/** Turns the command line into a running service, or a command that was run. */
final class Launch {
  /** The service was started and goes on; every other code is the process's exit code. */
  static final int SERVING = -1;

  private static final int FAILED = 2;
  private static final int MISUSED = 2;

  /** What would make beans that a command doesn't ask for. */
  private static final List<String> NOT_FOR_COMMANDS =
      List.of(
          TaskSchedulingAutoConfiguration.class.getName(),
          HealthEndpointAutoConfiguration.class.getName(),
          DataSourcePoolMetricsAutoConfiguration.class.getName());

  private final Class<?> service;
  private final Map<String, String> environment;
  private final PrintStream stderr;

  /**
   * @param service what Spring starts
   */
  Launch(Class<?> service, Map<String, String> environment, PrintStream stderr) {
    this.service = service;
    this.environment = environment;
    this.stderr = stderr;
  }

  int run(String... args) {
    try {
      CommandLine line = CommandLine.of(List.of(args), environment);
      if (line.isServing()) {
        start(line);
        return SERVING;
      }
      return runCommand(line);
    } catch (CommandLine.Misused e) {
      stderr.println("broker: " + e.getMessage());
      return MISUSED;
    } catch (SpringApplication.AbandonedRunException e) {
      throw e; // of whoever only wants to know the beans
    } catch (Exception e) {
      stderr.println("broker: " + StartSentences.of(e).orElseGet(e::toString));
      return FAILED;
    }
  }

  ConfigurableApplicationContext start(CommandLine line) {
    useNamedBeans();
    return application().run(line.springArguments());
  }

  /** What the packaging found out about the beans, of a server whose configuration is any. */
  private void useNamedBeans() {
    if (ClassUtils.isPresent(service.getName() + "__ApplicationContextInitializer", null)) {
      SpringProperties.setFlag(AotDetector.AOT_ENABLED);
    }
  }

  private int runCommand(CommandLine line) throws Exception {
    SpringApplication application = application();
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setLazyInitialization(true);
    List<String> arguments = new ArrayList<>(List.of(line.springArguments()));
    arguments.add("--spring.autoconfigure.exclude=" + String.join(",", NOT_FOR_COMMANDS));
    arguments.add("--logging.threshold.console=OFF");
    try (ConfigurableApplicationContext context =
        application.run(arguments.toArray(String[]::new))) {
      List<String> known = List.of(context.getBeanNamesForType(Command.class, true, false));
      String name =
          line.commandAmong(known)
              .orElseThrow(() -> new CommandLine.Misused("the commands are server, " + known));
      Command command = context.getBean(name, Command.class);
      List<String> words = line.argumentsOf(name);
      if (!command.takesOptions()) {
        words.stream().filter(word -> word.startsWith("--")).forEach(CommandLine::checked);
      }
      return command.run(words);
    }
  }

  private SpringApplication application() {
    SpringApplication application = new SpringApplication(service);
    application.addInitializers(context -> KnownSettings.check(context.getEnvironment()));
    return application;
  }
}
