package org.reimzul.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.reimzul.core.cli.Version;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.RoleConfig;
import org.reimzul.core.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul config}: looks at the configuration. */
@Command(
    name = "config",
    description = "Checks the configuration, and shows what comes out of it.",
    subcommands = {ConfigCheckCommand.class, ConfigShowCommand.class},
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class)
final class ConfigCommand implements Runnable {
  @ParentCommand private ReimzulMain reimzul;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which of check and show?");
  }

  Path file() {
    return reimzul.configFile();
  }

  Settings load() throws ConfigException {
    return reimzul.load();
  }

  /** What is installed here, in the order of their names. */
  static List<RoleConfig> roles() {
    return ServiceLoader.load(RoleConfig.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted((one, other) -> one.role().compareTo(other.role()))
        .toList();
  }

  /** The problems that the roles have with the file, each once. */
  static List<String> problems(Settings settings, List<RoleConfig> roles) {
    List<String> problems = List.of();
    for (RoleConfig role : roles) {
      try {
        role.read(settings);
      } catch (ConfigException e) {
        problems = e.getMessage().lines().toList(); // those of the roles before, too
      }
    }
    return problems;
  }
}
