package org.reimzul.core.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ThreadServiceTest {
  @Test
  void a_stop_lets_the_current_work_end() throws Exception {
    var begun = new CountDownLatch(1);
    var finished = new AtomicBoolean();
    var service =
        new ThreadService(
            "drains",
            Duration.ofSeconds(10),
            stop -> {
              begun.countDown();
              stop.await(Duration.ofSeconds(10));
              finished.set(true);
            });
    service.start();
    begun.await();
    service.stop();
    assertThat(finished).isTrue();
  }

  @Test
  void work_that_does_not_end_is_interrupted() throws Exception {
    var interrupted = new AtomicBoolean();
    var begun = new CountDownLatch(1);
    var service =
        new ThreadService(
            "hangs",
            Duration.ofMillis(50),
            stop -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
              }
            });
    service.start();
    begun.await();
    service.stop();
    service.stop();
    assertThat(interrupted).isTrue();
  }

  @Test
  void a_stop_before_the_start_does_nothing() {
    new ThreadService("never", Duration.ofSeconds(1), stop -> {}).stop();
  }
}
