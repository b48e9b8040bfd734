package org.reimzul.bstore.repogen;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.store.Bell;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;

/** How long a run waits for what could join it. */
class GatheringTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path root;
  private final Bell dirty = new Bell();
  private Store store;

  @BeforeEach
  void upload() throws Exception {
    store = Bench.in(root).store();
    Attempt.of("hello").upload(store);
  }

  private FutureTask<Void> gather(Duration run) {
    var gathering = new Gathering(store, dirty, MINUTE);
    Callable<Void> task =
        () -> {
          gathering.await(run);
          return null;
        };
    var gathers = new FutureTask<>(task);
    new Thread(gathers, "gathers").start();
    return gathers;
  }

  @Test
  void an_upload_that_takes_longer_than_a_run_is_not_waited_for() throws Exception {
    gather(Duration.ZERO).get(30, TimeUnit.SECONDS);
  }

  @Test
  void an_upload_that_may_take_less_than_a_run_is_waited_for_and_no_longer() throws Exception {
    FutureTask<Void> gathers = gather(MINUTE);
    assertThatThrownBy(() -> gathers.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);

    for (Path taken : Trees.children(store.incoming())) {
      Trees.delete(taken);
    }
    dirty.ring();

    gathers.get(30, TimeUnit.SECONDS);
  }
}
