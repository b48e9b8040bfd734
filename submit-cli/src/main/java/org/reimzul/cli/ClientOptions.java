package org.reimzul.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the client talks, as a picocli mixin. */
@SuppressWarnings({"FieldMayBeFinal", "UnusedVariable"}) // picocli sets them
final class ClientOptions {
  @Option(names = "--wait", description = "Follow the build until it has ended.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = Words.Time.class,
      description = "How long to wait: for the answer 30s, for the end for ever.")
  private Duration timeout;

  @Option(
      names = "--no-answer",
      description = "Publish only: an original's gateway does not answer.")
  private boolean blind;

  @Option(names = "--json", description = "Print one JSON object per line for scripts.")
  private boolean json;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration; default ~/.reimzul.ini.")
  private Path config;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and exit.")
  private boolean version;

  Path configFile() {
    return config == null ? Path.of(System.getProperty("user.home"), ".reimzul.ini") : config;
  }

  boolean waits() {
    return wait;
  }

  boolean blind() {
    return blind;
  }

  /** With {@code --no-answer} an option that would need one; empty if there is none. */
  Optional<String> deaf() {
    if (!blind) {
      return Optional.empty();
    }
    String option = wait ? "--wait" : json ? "--json" : timeout == null ? null : "--timeout";
    return Optional.ofNullable(option);
  }

  boolean json() {
    return json;
  }

  /** Empty where the defaults are meant. */
  Optional<Duration> timeout() {
    return Optional.ofNullable(timeout);
  }
}
