package org.reimzul.worker.build;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.testkit.Await;
import org.reimzul.worker.builder.InfrastructureException;

class DeadlineTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path dir;

  @Test
  void it_is_named_with_its_length() {
    var deadline = new Deadline("build", Duration.ofMinutes(90));

    assertThatCode(() -> deadline.check(Duration.ofMinutes(90))).doesNotThrowAnyException();
    assertThatThrownBy(() -> deadline.check(Duration.ofMinutes(91)))
        .isInstanceOf(DeadlineException.class)
        .hasMessage("build deadline of 1h30m exceeded");
  }

  @Test
  void zero_is_none() {
    assertThatCode(() -> new Deadline("build", Duration.ZERO).check(Duration.ofDays(999)))
        .doesNotThrowAnyException();
  }

  @Test
  void each_line_in_a_log_breaks_the_silence() throws Exception {
    Path log = dir.resolve("root.log");
    var silence = new LogSilence(dir, Duration.ofMillis(300));
    long start = System.nanoTime();
    Await.until(
        LONG,
        "a second of talk",
        () -> {
          Files.writeString(log, "x".repeat((int) ((System.nanoTime() - start) / 100_000)));
          silence.check();
          return System.nanoTime() - start > 1_000_000_000L;
        });

    Await.until(LONG, "silence", () -> tells(silence));
  }

  private static boolean tells(LogSilence silence) throws Exception {
    try {
      silence.check();
      return false;
    } catch (DeadlineException e) {
      return e.getMessage().equals("log silence deadline of 0.3s exceeded");
    }
  }

  @Test
  void a_server_that_stays_away_is_waited_for_no_longer_than_that() {
    var patience = new Patience("the server", Duration.ofMillis(100));

    assertThatThrownBy(
            () ->
                patience.until(
                    Heartbeat.NONE,
                    () -> {
                      throw new InfrastructureException("no route");
                    }))
        .isInstanceOf(InfrastructureException.class)
        .hasMessageMatching("the server was away for .*: no route");
  }
}
