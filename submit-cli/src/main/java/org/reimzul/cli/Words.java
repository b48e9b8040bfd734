package org.reimzul.cli;

import java.time.Duration;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.config.Values;
import org.reimzul.core.job.BuildId;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From the words of a command line to values. */
final class Words {
  private Words() {}

  /** A build id that a person has written. */
  static BuildId build(String word) throws UserException {
    try {
      return new BuildId(word);
    } catch (IllegalArgumentException e) {
      throw new UserException(e.getMessage());
    }
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
