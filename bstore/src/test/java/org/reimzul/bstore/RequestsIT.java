package org.reimzul.bstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Farm;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.Commit;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.queue.Tubes;
import org.reimzul.testkit.Await;

/** What a repogen worker is asked besides publishing. */
class RequestsIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  @TempDir Path dir;
  private Farm farm;

  @BeforeEach
  void start() throws Exception {
    farm = new Farm(dir);
    farm.repogen().launch().awaitUp();
  }

  @AfterEach
  void stop() {
    farm.repogen().kill(); // an orderly end takes seconds, and another test shows it
    farm.close();
  }

  private FarmEvent ended(Attempt attempt) {
    return farm.events()
        .event(
            e ->
                e.kind() == EventKind.ENDED
                    && e.build().filter(attempt.build()::equals).isPresent());
  }

  private List<FarmEvent> events(EventKind kind) throws Exception {
    List<FarmEvent> events = new ArrayList<>();
    for (byte[] body : farm.events().all()) {
      FarmEvent event = FarmEvent.decode(body);
      if (event.kind() == kind) {
        events.add(event);
      }
    }
    return events;
  }

  private void awaitEmptyTube() {
    Await.until(
        LIMIT,
        "every request to be done",
        () -> {
          var tube = farm.queue().statsTube(Tubes.BSTORE).orElseThrow();
          return tube.currentJobsReady() + tube.currentJobsReserved() == 0;
        });
  }

  @Test
  void a_canceled_build_has_a_commit_for_all_to_see_and_one_event() throws Exception {
    Attempt attempt = Attempt.of("hello");
    farm.cancel(attempt);
    FarmEvent event = ended(attempt);
    assertThat(event.reason()).contains("no longer wanted");
    assertThat(event.data().path("state").textValue()).isEqualTo("CANCELED");
    assertThat(event.data().path("job").path("srpm").textValue()).isEqualTo("hello-1.0-1.src.rpm");
    Commit commit = Commit.decode(farm.fetch("commits/" + attempt.build()));
    assertThat(commit.state()).isEqualTo(EndState.CANCELED);
    farm.cancel(attempt);
    awaitEmptyTube();
    Attempt late = farm.hand(attempt.again());
    Await.until(LIMIT, "the upload to go", () -> !farm.store().upload(late.id()).toFile().exists());
    assertThat(events(EventKind.ENDED)).hasSize(1);
    assertThat(farm.notifications().ends()).isEmpty();
    assertThat(farm.store().commits().built(attempt.build())).isEmpty();
  }

  @Test
  void who_comes_after_the_commit_is_too_late() throws Exception {
    Attempt attempt = farm.hand(Attempt.of("hello"));
    farm.notifications().end(attempt.build());
    farm.cancel(attempt);
    awaitEmptyTube();
    assertThat(farm.store().commits().built(attempt.build())).isPresent();
    assertThat(farm.listed()).hasSize(3);
    assertThat(events(EventKind.ENDED)).isEmpty();
  }

  @Test
  void a_withdrawn_build_leaves_the_repository_before_that_is_said() throws Exception {
    Attempt attempt = farm.hand(Attempt.of("hello"));
    farm.notifications().end(attempt.build());
    assertThat(farm.listed()).hasSize(3);
    assertThat(farm.fetch("published/el9.x86_64/hello-1.0-1.src.rpm"))
        .asString()
        .contains(attempt.build().value());
    farm.withdraw(attempt);
    FarmEvent event = ended(attempt);
    assertThat(farm.listed()).isEmpty();
    assertThat(event.data().path("state").textValue()).isEqualTo("WITHDRAWN");
    assertThat(event.reason().orElseThrow()).contains("it is broken");
  }

  @Test
  void what_cannot_be_withdrawn_is_refused_with_the_reason_or_waits() throws Exception {
    Attempt unknown = Attempt.of("other");
    farm.withdraw(unknown);
    Attempt failed = farm.hand(Attempt.of("hello").failed());
    farm.notifications().end(failed.build());
    farm.withdraw(failed);
    assertThat(farm.events().event(e -> e.kind() == EventKind.REJECTED).reason().orElseThrow())
        .contains(failed.build() + " is in no repository", "it failed");
    assertThat(farm.queue().statsTube(Tubes.BSTORE).orElseThrow().currentJobsDelayed())
        .isEqualTo(1);
  }

  @Test
  void reindex_tells_every_end_in_the_order_of_the_commits() throws Exception {
    Attempt built = farm.hand(Attempt.of("hello"));
    farm.notifications().end(built.build());
    Attempt canceled = Attempt.of("hello");
    farm.cancel(canceled);
    ended(canceled);
    farm.withdraw(built);
    ended(built);
    Attempt failed = farm.hand(Attempt.of("other").failed());
    farm.notifications().end(failed.build());
    farm.request(new BstoreRequest.Reindex("reimzul@desk", Instant.now()));
    farm.events()
        .event(
            e ->
                e.kind() == EventKind.COMMITTED
                    && e.build().filter(failed.build()::equals).isPresent());
    List<FarmEvent> told = events(EventKind.COMMITTED);
    assertThat(told)
        .extracting(e -> e.build().orElseThrow())
        .containsExactly(built.build(), canceled.build(), failed.build());
    assertThat(told)
        .extracting(e -> e.data().path("state").textValue())
        .containsExactly("WITHDRAWN", "CANCELED", "FAILED");
    assertThat(told.get(0).data().path("result")).isEqualTo(built.result().toJson());
    assertThat(told.get(0).data().has("started") && told.get(0).data().has("committed")).isTrue();
    assertThat(told.get(1).data().has("result")).isFalse();
  }
}
