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
import org.reimzul.bstore.lab.Farm;
import org.reimzul.bstore.lab.Repodata;
import org.reimzul.bstore.lab.Repogen;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.testkit.Await;

/** Repogen workers that are killed, and two at once: every build is announced and listed, once. */
class RepogenKillIT {
  private static final int BUILDS = 10;

  @TempDir Path dir;
  private final List<Attempt> attempts = new ArrayList<>();
  private Farm farm;

  @BeforeEach
  void start() throws Exception {
    farm = new Farm(dir);
  }

  @AfterEach
  void stop() {
    farm.close();
  }

  /** One upload; the hints of some are lost and those of others come twice. */
  private void hand(int number) throws Exception {
    Attempt attempt = Attempt.of(number % 2 == 0 ? "hello" : "other").upload(farm.store());
    attempts.add(attempt);
    for (int i = 0; i < number % 3; i++) {
      farm.hint(attempt.result().encode());
    }
  }

  private void everyBuildHasOneEnd() throws Exception {
    List<String> places = new ArrayList<>();
    for (Attempt attempt : attempts) {
      BuildEvent said = farm.notifications().end(attempt.build());
      CommitRecord.Built end = farm.store().commits().built(attempt.build()).orElseThrow();
      assertThat(said.encode()).isEqualTo(end.result().encode());
      places.add(end.place().path());
      for (var file : end.manifest().files()) {
        assertThat(farm.store().at(end.place()).resolve(file.name())).hasSize(file.size());
      }
    }
    assertThat(places).doesNotHaveDuplicates();
    assertThat(farm.store().commits().builds()).hasSize(attempts.size());
    assertThat(Repodata.packages(farm.repository())).hasSize(6);
    Await.until(
        Duration.ofSeconds(20),
        "nothing to be left over",
        () ->
            farm.store().incoming().toFile().list().length
                    + farm.store().work().toFile().list().length
                == 0);
  }

  @Test
  void kills_lose_nothing_and_double_nothing() throws Exception {
    var random = new Random(20261121);
    farm.repogen().launch().awaitUp();
    for (int i = 0; i < BUILDS; i++) {
      hand(i);
      if (i % 3 == 2) {
        killAfter(farm.repogen(), Duration.ofMillis(random.nextInt(1500)));
      }
    }
    everyBuildHasOneEnd();
  }

  private static void killAfter(Repogen repogen, Duration pause) {
    CompletableFuture.runAsync(
            repogen::kill,
            CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS))
        .join();
    repogen.close();
    repogen.launch();
  }

  @Test
  void two_workers_share_one_root() throws Exception {
    try (Repogen two = farm.repogen(dir.resolve("two")).launch()) {
      farm.repogen().launch().awaitUp();
      two.awaitUp();
      for (int i = 0; i < BUILDS; i++) {
        hand(i);
      }
      everyBuildHasOneEnd();
      assertThat(farm.notifications().ends()).hasSize(BUILDS);
      assertThat(farm.repogen().process().isAlive() && two.process().isAlive()).isTrue();
    }
  }
}
