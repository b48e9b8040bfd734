package org.reimzul.core.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every daemon logs to stderr, which the journal or the caller keeps. Set here and not in a file,
 * which costs more than half of the processor time that logging takes to begin. Logback's own ways
 * to configure it go first: the property {@code logback.configurationFile}, {@code
 * logback-test.xml} and {@code logback.xml} on the class path.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class StderrLogging extends ContextAwareBase implements Configurator {
  private static final String PATTERN = "%d{ISO8601} %-5level [%thread] %logger{0} - %msg%n";

  /** Libraries that tell of each connection. */
  private static final List<String> TALKATIVE = List.of("org.mongodb.driver", "de.bwaldvogel");

  /** Found by logback's service loader. */
  public StderrLogging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (isConfiguredOtherwise()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(stderr(context));
    TALKATIVE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static boolean isConfiguredOtherwise() {
    return System.getProperty("logback.configurationFile") != null
        || Stream.of("logback-test.xml", "logback.xml")
            .anyMatch(name -> StderrLogging.class.getClassLoader().getResource(name) != null);
  }

  private static ConsoleAppender<ILoggingEvent> stderr(LoggerContext context) {
    var encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setName("STDERR");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
