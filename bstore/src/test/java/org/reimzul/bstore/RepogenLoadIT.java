package org.reimzul.bstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Farm;
import org.reimzul.testkit.Await;

/** A repogen worker with much to do, and its readers. */
class RepogenLoadIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  @TempDir Path dir;
  private Farm farm;

  @BeforeEach
  void start() throws Exception {
    farm = new Farm(dir);
  }

  @AfterEach
  void stop() {
    farm.repogen().kill(); // an orderly end takes seconds, and another test shows it
    farm.close();
  }

  @Test
  void a_hundred_uploads_at_once_cost_two_runs_at_most() throws Exception {
    List<Attempt> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waiting.add(farm.hand(Attempt.of(i % 2 == 0 ? "hello" : "other")));
    }
    farm.repogen().launch();
    for (Attempt attempt : waiting) {
      farm.notifications().end(attempt.build());
    }
    assertThat(farm.runs())
        .as("runs of createrepo_c, of which the first is for the empty repository")
        .isLessThanOrEqualTo(3);
  }

  @Test
  void a_reader_never_sees_half_of_a_change() throws Exception {
    farm.repogen().launch();
    Await.until(LIMIT, "the first repodata", () -> farm.listed().isEmpty());
    var stop = new AtomicBoolean();
    var reads = new AtomicInteger();
    CompletableFuture<Void> reader =
        CompletableFuture.runAsync(
            () -> {
              try {
                for (; !stop.get(); reads.incrementAndGet()) {
                  farm.listed();
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      for (int i = 10; i < 25; i++) {
        Attempt attempt = farm.hand(Attempt.of("hello").timestamp("202611211100" + i));
        farm.notifications().end(attempt.build());
        assertThat(farm.listed()).anyMatch(p -> p.contains(attempt.result().timestamp()));
        int before = reads.get();
        Await.until(
            Duration.ofSeconds(30),
            "the reader to read on, or to fail",
            () -> reads.get() > before || reader.isDone());
      }
    } finally {
      stop.set(true);
    }
    reader.join();
    assertThat(reads).hasValueGreaterThanOrEqualTo(15);
  }
}
