package org.reimzul.core.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The options of every launcher, as a picocli mixin; a command with subcommands takes them before
 * and after the subcommand's name.
 */
@SuppressWarnings("UnusedVariable") // picocli acts on help and version itself
public final class CommonOptions {
  @Option(
      names = "--config",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "Configuration; default $REIMZUL_CONFIG, else /etc/reimzul/reimzul.ini.")
  private Path config;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Print this help and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      scope = ScopeType.INHERIT,
      versionHelp = true,
      description = "Print the version and exit.")
  private boolean version;

  /** The file to read: the option, else $REIMZUL_CONFIG, else /etc/reimzul/reimzul.ini. */
  public Path configFile() {
    if (config != null) {
      return config;
    }
    String fromEnvironment = System.getenv("REIMZUL_CONFIG");
    return Path.of(
        fromEnvironment == null || fromEnvironment.isEmpty()
            ? "/etc/reimzul/reimzul.ini"
            : fromEnvironment);
  }

  /** The same for a daemon, whose log gets a warning for each key that means nothing. */
  public Settings loadForDaemon() throws ConfigException {
    Settings settings = load();
    // not a field: a command that never logs need not start the logging
    Logger log = LoggerFactory.getLogger(CommonOptions.class);
    settings.unknown().forEach(log::warn);
    return settings;
  }

  /**
   * Reads the file. A missing one is an error when it was named, and otherwise an empty
   * configuration: every key has a default.
   */
  public Settings load() throws ConfigException {
    boolean named = config != null || System.getenv("REIMZUL_CONFIG") != null;
    if (!named && Files.notExists(configFile())) {
      return Settings.parse("", configFile().toString());
    }
    return Settings.load(configFile());
  }
}
