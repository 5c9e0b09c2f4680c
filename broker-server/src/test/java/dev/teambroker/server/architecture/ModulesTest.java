package dev.teambroker.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.teambroker.server.BrokerServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ModulesTest {
  private static final ApplicationModules modules = ApplicationModules.of(BrokerServer.class);

  @Test
  void dependOnEachOtherAsDeclaredAndWithoutCycles() {
    modules.verify();
  }

  @Test
  void areDrawn() {
    new Documenter(modules, Documenter.Options.defaults().withOutputFolder("target/architecture"))
        .writeModulesAsPlantUml();
  }

  @Test
  void keepWebALeaf() {
    assertThat(modules.getModuleByName("web").orElseThrow().getBootstrapDependencies(modules))
        .isEmpty();
  }

  @Test
  void areTheFeatures() {
    assertThat(modules.stream().map(module -> module.getIdentifier().toString()))
        .containsAll(
            List.of(
                "audit",
                "aws",
                "consumer",
                "containment",
                "database",
                "grant",
                "guard",
                "ledger",
                "member",
                "mfa",
                "probe",
                "retirement",
                "secretstore",
                "session",
                "shareduser",
                "signin",
                "tls",
                "web"));
  }
}
