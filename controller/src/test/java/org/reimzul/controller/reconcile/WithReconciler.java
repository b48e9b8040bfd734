package org.reimzul.controller.reconcile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.TestBstore;
import org.reimzul.controller.TestBuilds;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.BuildJob;
import org.reimzul.jbeanstalk.JobStats;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;

/** Two controllers that look often, a queue, a record and a bstore. */
abstract class WithReconciler {
  static final Duration SOON = Duration.ofSeconds(30);
  static final TubeName ARCH = TubeName.of("x86_64");

  @TempDir static Path dir;
  static TestBstore bstore;
  static TestFarm farm;
  static TestBuilds builds;

  final BuildJob job = TestBuilds.job();

  @BeforeAll
  static void start() throws Exception {
    bstore = new TestBstore(dir.resolve("bstore"));
    farm = new TestFarm(dir, true);
    String ini =
        "[bstore]\nbase_url = "
            + bstore.url()
            + "\n[reconcile]\nevery = 100ms\nyoung = 500ms\nunadopted = 300ms\n"
            + "[deadlines]\nbuild = 2s\nqueue_wait = 3s\n";
    farm.start(ini);
    // a second one: nothing may be put twice
    farm.start(ini.replace("[deadlines]", "[controller]\nweb = no\n[deadlines]"));
    builds = new TestBuilds(farm);
  }

  @AfterAll
  static void stop() {
    builds.close();
    farm.close();
    bstore.close();
  }

  @AfterEach
  void forget() throws Exception {
    farm.forget();
    for (List<JobStats> places : builds.queued().values()) {
      for (JobStats place : places) {
        farm.delete(place.id());
      }
    }
  }

  Document recorded() {
    return Await.value(
        SOON,
        "the build in the record",
        () ->
            farm.all("builds").stream()
                .filter(build -> build.getString("_id").equals(job.requireBuildId().value()))
                .findFirst());
  }

  void awaitState(String state) {
    Await.until(SOON, "state " + state, () -> recorded().getString("state").equals(state));
  }

  List<JobStats> places() throws Exception {
    return builds.queued().getOrDefault(job.requireBuildId(), List.of());
  }
}
