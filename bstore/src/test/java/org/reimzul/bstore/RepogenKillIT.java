package org.reimzul.bstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Inbox;
import org.reimzul.bstore.lab.Repodata;
import org.reimzul.bstore.lab.Repogen;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.BeanstalkServer;

/** Repogen workers that are killed, and two at once: every build is announced and listed, once. */
class RepogenKillIT {
  private static final int BUILDS = 10;

  @TempDir Path dir;
  private final List<Attempt> attempts = new ArrayList<>();
  private Store store;
  private BeanstalkServer beanstalkd;
  private Beanstalk queue;
  private Inbox notify;

  @BeforeEach
  void start() throws Exception {
    store = new Store(dir.resolve("root"));
    assertThat(store.prepare()).isEmpty();
    beanstalkd = BeanstalkServer.start(dir.resolve("queue"));
    queue = Inbox.connect(beanstalkd);
    notify = new Inbox(beanstalkd, Tubes.NOTIFY);
  }

  @AfterEach
  void stop() {
    notify.close();
    queue.close();
    beanstalkd.close();
  }

  /** One upload; the hints of some are lost and those of others come twice. */
  private void hand(int number) throws Exception {
    Attempt attempt = Attempt.of(number % 2 == 0 ? "hello" : "other").upload(store);
    attempts.add(attempt);
    for (int i = 0; i < number % 3; i++) {
      queue.put(Tubes.CREATEREPO, attempt.result().encode(), Tubes.BUILD, Duration.ZERO, Tubes.TTR);
    }
  }

  private void everyBuildHasOneEnd() throws Exception {
    List<String> places = new ArrayList<>();
    for (Attempt attempt : attempts) {
      BuildEvent said = notify.end(attempt.build());
      CommitRecord end = store.commits().find(attempt.build()).orElseThrow();
      assertThat(said.encode()).isEqualTo(end.result().encode());
      places.add(end.place().path());
      for (var file : end.manifest().files()) {
        assertThat(store.at(end.place()).resolve(file.name())).hasSize(file.size());
      }
    }
    assertThat(places).doesNotHaveDuplicates();
    assertThat(store.commits().builds()).hasSize(attempts.size());
    assertThat(Repodata.packages(store.repository("el9.x86_64"))).hasSize(6);
    Await.until(
        Duration.ofSeconds(20),
        "nothing to be left over",
        () -> store.incoming().toFile().list().length + store.work().toFile().list().length == 0);
  }

  @Test
  void kills_lose_nothing_and_double_nothing() throws Exception {
    var random = new Random(20261121);
    Repogen repogen = Repogen.start(dir.resolve("repogen"), store.root(), beanstalkd);
    try {
      for (int i = 0; i < BUILDS; i++) {
        hand(i);
        if (i % 3 == 2) {
          killAfter(repogen, Duration.ofMillis(random.nextInt(1500)));
        }
      }
      everyBuildHasOneEnd();
    } finally {
      repogen.close();
    }
  }

  private static void killAfter(Repogen repogen, Duration pause) {
    CompletableFuture.runAsync(
            () -> repogen.process().kill(),
            CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS))
        .join();
    repogen.close();
    repogen.launch();
  }

  @Test
  void two_workers_share_one_root() throws Exception {
    try (Repogen one = Repogen.start(dir.resolve("one"), store.root(), beanstalkd);
        Repogen two = Repogen.start(dir.resolve("two"), store.root(), beanstalkd)) {
      for (int i = 0; i < BUILDS; i++) {
        hand(i);
      }
      everyBuildHasOneEnd();
      assertThat(notify.ends()).hasSize(BUILDS);
      assertThat(one.process().isAlive() && two.process().isAlive()).isTrue();
    }
  }
}
