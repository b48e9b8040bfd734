package org.reimzul.controller.reindex;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.TestBstore;
import org.reimzul.controller.TestBuilds;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.Status;
import org.reimzul.core.job.Tries;
import org.reimzul.core.queue.Tubes;
import org.reimzul.testkit.Await;

class ReindexIT {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final List<String> ANSWERS =
      List.of("job", "srpm", "arch", "target", "scratch", "submitter", "state", "priority");

  @TempDir Path dir;

  private static Map<String, Document> recorded(TestFarm farm) {
    return farm.all("builds").stream()
        .collect(Collectors.toMap(build -> build.getString("_id"), Function.identity()));
  }

  private static List<Object> answers(Document build) {
    return ANSWERS.stream().map(build::get).toList();
  }

  private static List<Object> place(Document build) {
    Document queue = build.get("queue", Document.class);
    return List.of(queue.get("tube"), queue.get("id"), queue.get("retries"));
  }

  @Test
  void a_record_that_was_deleted_gives_the_same_answers_for_what_is_queued_and_ended()
      throws Exception {
    try (var bstore = new TestBstore(dir.resolve("bstore"));
        var farm = new TestFarm(dir, true).start("[bstore]\nbase_url = " + bstore.url() + "\n");
        var builds = new TestBuilds(farm)) {
      BuildJob queued = TestBuilds.job();
      builds.submit(queued);
      BuildJob waiting = TestBuilds.job().withAfter(List.of(queued.requireBuildId()));
      builds.submit(waiting);
      BuildJob held = hold(builds);
      builds.put(
          org.reimzul.jbeanstalk.TubeName.of("x86_64"),
          TestBuilds.job().withBuildId(queued.requireBuildId()).encode(),
          Tubes.NOW); // twice in the queue, as after a partition
      BuildJob ended = TestBuilds.job();
      builds.tellSubmitted(ended);
      var success = bstore.commit(ended, Status.SUCCESS, Instant.now());
      farm.put("notify", success.encode());
      farm.take("tosign");
      Await.until(SOON, "all recorded", () -> drained(farm));
      Map<String, Document> before = recorded(farm);
      assertThat(before).hasSize(4);
      farm.forget();
      builds.put(
          Tubes.REINDEX, new BstoreRequest.Reindex("jane", Instant.now()).encode(), Tubes.BUILD);
      builds.tell(
          TestBuilds.event(EventKind.COMMITTED, ended, null) // bstore's part
              .with("job", ended.toJson())
              .with("state", "PUBLISHED")
              .with("committed", Instant.now().toString())
              .with("result", success.toJson()));
      Await.until(
          SOON, "the request to be done", () -> farm.waiting("reindex") == 0 && drained(farm));
      Await.until(SOON, "every build", () -> recorded(farm).size() == before.size());
      Map<String, Document> after = recorded(farm);
      for (BuildJob job : List.of(queued, waiting, held)) {
        String id = job.requireBuildId().value();
        assertThat(answers(after.get(id))).isEqualTo(answers(before.get(id)));
        Date submitted = after.get(id).getDate("submitted_at");
        assertThat(submitted).isCloseTo(before.get(id).getDate("submitted_at"), 5_000);
      }
      for (BuildJob job : List.of(waiting, held)) {
        String id = job.requireBuildId().value();
        assertThat(place(after.get(id))).isEqualTo(place(before.get(id)));
      }
      assertThat(after.get(ended.requireBuildId().value()))
          .containsEntry("state", "PUBLISHED")
          .containsEntry("submitter", "jane");
      assertThat(after.get(held.requireBuildId().value()).getString("reason"))
          .contains("failed it 5 times, at last on builder7", "reimzul retry");
    }
  }

  private static boolean drained(TestFarm farm) throws Exception {
    return farm.waiting("events") + farm.waiting("notify") + farm.waiting("notify-record") == 0;
  }

  private static BuildJob hold(TestBuilds builds) throws Exception {
    BuildJob asked = TestBuilds.job();
    builds.tellSubmitted(asked);
    BuildJob held = asked.withTries(new Tries(5, List.of("builder6", "builder7")));
    long id = builds.put(Tubes.HELD, held.encode(), Tubes.NOW);
    builds.tellPlace(EventKind.HELD, held, Tubes.HELD, id);
    return asked;
  }

  @Test
  void a_record_that_knows_is_told_nothing_and_foreign_jobs_are_left_out() throws Exception {
    try (var farm = new TestFarm(dir, true).start("");
        var builds = new TestBuilds(farm)) {
      BuildJob queued = TestBuilds.job();
      builds.submit(queued);
      var original = TestBuilds.job().toJson();
      original.remove("build_id");
      farm.put("x86_64", Json.write(original));
      farm.put("x86_64", "not json");
      Await.until(SOON, "all recorded", () -> drained(farm) && !recorded(farm).isEmpty());
      Document before = recorded(farm).get(queued.requireBuildId().value());
      builds.put(
          Tubes.REINDEX, new BstoreRequest.Reindex("jane", Instant.now()).encode(), Tubes.BUILD);
      Await.until(
          SOON, "the request to be done", () -> farm.waiting("reindex") == 0 && drained(farm));
      assertThat(farm.all("builds")).isEqualTo(List.of(before));
      assertThat(Optional.ofNullable(before.get("version"))).isPresent();
    }
  }
}
