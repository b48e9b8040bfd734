package org.reimzul.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.reimzul.core.cli.Version;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.RoleConfig;
import org.reimzul.core.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reimzul config check}: what the daemons would say at their start. */
@Command(
    name = "check",
    description =
        "Says what is wrong with the configuration, as each role here would at its start.",
    versionProvider = Version.class)
@SuppressWarnings("FieldMayBeFinal") // picocli sets them
final class ConfigCheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "0..1", description = "Instead of the configuration.")
  private Path file;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      split = ",",
      description = "Only for these: bstore, commands, controller, worker. Default: all.")
  private List<String> only = List.of();

  @ParentCommand private ConfigCommand config;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path checked = file == null ? config.file() : file;
    List<RoleConfig> roles = roles();
    var console = new Console(spec);
    List<String> problems;
    try {
      Settings settings = Settings.load(checked);
      settings.unknown().forEach(each -> console.warn("warning: " + each));
      problems = ConfigCommand.problems(settings, roles);
    } catch (ConfigException e) {
      problems = e.getMessage().lines().toList();
    }
    problems.forEach(console::warn);
    if (problems.isEmpty()) {
      console.print(checked + " is good for " + names(roles));
    }
    return problems.isEmpty() ? 0 : 1;
  }

  private List<RoleConfig> roles() {
    List<RoleConfig> installed = ConfigCommand.roles();
    for (String role : only) {
      if (installed.stream().noneMatch(each -> each.role().equals(role))) {
        throw new ParameterException(
            spec.commandLine(), "no role " + role + " here, but " + names(installed));
      }
    }
    return installed.stream().filter(each -> only.isEmpty() || only.contains(each.role())).toList();
  }

  private static String names(List<RoleConfig> roles) {
    return roles.stream().map(RoleConfig::role).collect(Collectors.joining(", "));
  }
}
