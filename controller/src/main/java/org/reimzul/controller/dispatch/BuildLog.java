package org.reimzul.controller.dispatch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.reimzul.core.job.BuildEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The original's log file: one line per event. It is opened for each line, so that it can be
 * rotated at any time. For one thread.
 */
final class BuildLog {
  private static final Logger log = LoggerFactory.getLogger(BuildLog.class);

  /** As C's asctime: the day of the month is padded with a blank. */
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH);

  private final Path file;
  private final Clock clock;
  private boolean failing;

  /** Lines carry the local time of {@code clock}. */
  BuildLog(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** Appends a line. Where that fails it only warns: the record has the event already. */
  void append(BuildEvent event) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(
          file,
          line(event).getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      if (failing) {
        log.info("{} can be written again", file);
      }
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        log.warn("{} cannot be written, going on without it: {}", file, e.toString());
      }
      failing = true;
    }
  }

  private String line(BuildEvent event) {
    return "[%s] Build job SRPM %s (%s) for arch %s builder %s status %s [%s] (Scratch job: %s) submitted by %s \r\n"
        .formatted(
            ASCTIME.format(ZonedDateTime.now(clock)),
            event.job().srpm(),
            event.timestamp(),
            event.job().arch(),
            event.builder(),
            event.status().wire(),
            event.evr(),
            event.job().scratch() ? "True" : "False",
            event.job().submitter());
  }
}
