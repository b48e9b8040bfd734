package org.reimzul.controller.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reimzul.controller.record.Told.BUILD;
import static org.reimzul.controller.record.Told.FIRST;
import static org.reimzul.controller.record.Told.SECOND;
import static org.reimzul.controller.record.Told.applied;
import static org.reimzul.controller.record.Told.attempt;
import static org.reimzul.controller.record.Told.event;
import static org.reimzul.controller.record.Told.inAnyOrder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.reimzul.controller.TestRequests;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.SourceRequest;

class RequestRecordTest {
  private static final String COMMIT = "c56b744c9b851f31294d2b2eb25c01e597901baa";

  private static final SourceRequest REQUEST =
      TestRequests.hello(Optional.of(BUILD), Optional.of("r-1"));

  private static BuildJob made() {
    return REQUEST
        .withCommit(COMMIT)
        .job("hello-1.0-1.src.rpm", "0".repeat(64), ".el9", "https://git/hello");
  }

  private static Told.Message submitted() {
    return build ->
        build.apply(
            event(EventKind.SUBMITTED, 0, null)
                .with("job", REQUEST.toJson())
                .with("priority", 8192));
  }

  private static Told.Message queued(int second, String tube, String reason, FarmJob job) {
    FarmEvent event =
        event(EventKind.QUEUED, second, reason).with("tube", tube).with("queue_id", second);
    return build -> build.apply(job == null ? event : event.with("job", job.toJson()));
  }

  private static List<Told.Message> begun() {
    return List.of(
        submitted(),
        queued(1, "source", null, null),
        queued(2, "source", "HEAD is " + COMMIT, REQUEST.withCommit(COMMIT)),
        attempt(FIRST, "BUILDING", 3, "making the source package"));
  }

  private static List<Told.Message> packaged() {
    List<Told.Message> messages = new ArrayList<>(begun());
    messages.add(queued(4, "x86_64", null, made()));
    messages.add(
        build ->
            build.apply(
                event(EventKind.ATTEMPT, 5, null)
                    .with("attempt", FIRST)
                    .with("state", "DONE")
                    .with("host", "builder2")
                    .with("made", "hello-1.0-1.src.rpm")));
    return messages;
  }

  @Test
  void while_the_package_is_made_the_job_is_the_request_for_its_commit() throws Exception {
    Document document = inAnyOrder(begun());
    assertThat(document)
        .containsEntry("state", "BUILDING")
        .containsEntry("reason", "making the source package")
        .containsEntry("srpm", null)
        .containsEntry("target", "demo.9.x86_64")
        .containsEntry("submitter", "jane");
    assertThat(document.get("job", Document.class))
        .containsEntry("pkg", "hello")
        .containsEntry("commit", COMMIT);
    assertThat(document.get("request", Document.class)).doesNotContainKey("commit");
  }

  @Test
  void afterwards_it_is_queued_again_with_the_package_and_under_the_same_id() throws Exception {
    Document document = inAnyOrder(packaged());
    assertThat(document)
        .containsEntry("state", "QUEUED")
        .containsEntry("srpm", "hello-1.0-1.src.rpm")
        .containsEntry("target", "demo.9.x86_64");
    assertThat(document.get("queue", Document.class)).containsEntry("tube", "x86_64");
    assertThat(document.get("request", Document.class)).containsEntry("pkg", "hello");
  }

  @Test
  void the_build_of_the_package_goes_on_as_any_other() throws Exception {
    List<Told.Message> messages = new ArrayList<>(packaged());
    messages.add(attempt(SECOND, "DONE", 9, null));
    assertThat(inAnyOrder(messages)).containsEntry("state", "BUILT");
  }

  @Test
  void an_end_without_a_package_leaves_the_request_as_the_job() throws Exception {
    List<Told.Message> messages = new ArrayList<>(begun());
    messages.add(
        build ->
            build.apply(
                event(EventKind.ENDED, 9, "canceled by jane")
                    .with("job", REQUEST.ended().toJson())
                    .with("state", "CANCELED")));
    Document document = inAnyOrder(messages);
    assertThat(document).containsEntry("state", "CANCELED");
    assertThat(document.get("job", Document.class)).containsEntry("pkg", "hello");
  }

  @Test
  void storing_and_reading_between_two_messages_makes_no_difference() throws Exception {
    BuildRecord stored = BuildRecord.empty(BUILD.value());
    for (Told.Message message : packaged()) {
      BuildRecord next = message.on(stored);
      stored = StoredBuild.read(BuildDocument.of(next));
      assertThat(stored).isEqualTo(next);
    }
    assertThat(stored).isEqualTo(applied(packaged()));
  }
}
