package org.reimzul.cli;

import java.time.Duration;
import org.reimzul.core.config.Values;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Excerpt;
import org.reimzul.core.job.Grammar;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** From the words of a command line to values. */
final class Words {
  private Words() {}

  /** A build id that a person has written; anything else is wrong usage of {@code command}. */
  static BuildId build(CommandSpec command, String word) {
    try {
      return new BuildId(word);
    } catch (IllegalArgumentException e) {
      throw wrong(command, e.getMessage());
    }
  }

  /** The same of a repository: a target, and behind its last dot an arch. */
  static String repository(CommandSpec command, String word) {
    int dot = word.lastIndexOf('.');
    try {
      Grammar.target(word.substring(0, Math.max(dot, 0)));
      Grammar.arch(word.substring(dot + 1));
      return word;
    } catch (IllegalArgumentException e) {
      throw wrong(command, "not TARGET.ARCH: " + Excerpt.of(word));
    }
  }

  /** What can't be meant: the exit is 2, as for an unknown option. */
  static ParameterException wrong(CommandSpec command, String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** {@code 90s}, {@code 1h}, as in the configuration. */
  static final class Time implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String word) {
      try {
        return Values.duration(word);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
