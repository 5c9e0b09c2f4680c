package dev.teambroker.server;

import java.util.Map;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The broker's parts without a server, for commands: nothing is made but what the command asks for,
 * and where a broker runs on the data directory, its database is used beside it.
 */
final class CommandContext implements AutoCloseable {
  private final ConfigurableApplicationContext shell;
  private final AnnotationConfigApplicationContext broker =
      new AnnotationConfigApplicationContext();

  private CommandContext(ConfigurableApplicationContext shell) {
    this.shell = shell;
  }

  /** Reads the configuration. */
  static CommandContext open(String command, String[] arguments) {
    SpringApplication application = new SpringApplication(Shell.class);
    application.setWebApplicationType(WebApplicationType.NONE);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.addInitializers(
        context ->
            context
                .getEnvironment()
                .getPropertySources()
                .addFirst(
                    new org.springframework.core.env.MapPropertySource(
                        "command", Map.of("broker.command", command))));
    application.setDefaultProperties(Map.of("logging.threshold.console", "OFF"));
    CommandContext context = new CommandContext(application.run(arguments));
    context.broker.setEnvironment(context.shell.getEnvironment());
    context.broker.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor());
    context.broker.register(BrokerServer.class);
    return context;
  }

  /** A part of the broker, made now with all that it needs. */
  <T> T get(Class<T> type) {
    if (!broker.isActive()) {
      broker.refresh();
    }
    return broker.getBean(type);
  }

  @Override
  public void close() {
    broker.close();
    shell.close();
  }

  /** Nothing but the configuration. */
  private static final class Shell {}
}
