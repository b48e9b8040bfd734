package org.reimzul.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ends without a result, and what a job has behind it. */
class EndsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final BuildId BUILD = BuildId.mint(NOW);

  private static BuildJob job() {
    return new BuildJob(
        "bash-4.2-1.src.rpm",
        "x86_64",
        "t.x86_64",
        ".x",
        false,
        "kb",
        Optional.of(BUILD),
        Optional.empty(),
        Map.of());
  }

  private static BuildEnd canceled() {
    return new BuildEnd(job(), EndState.CANCELED, "not needed", "reimzul@here", NOW);
  }

  @Test
  void a_job_that_was_never_tried_is_written_as_the_original_writes_it() {
    assertThat(job().toJson().has("retries")).isFalse();
    assertThat(job().toJson().has("failed_on")).isFalse();
    assertThat(job().toJson().has("after")).isFalse();
  }

  @Test
  void tries_and_parents_travel_with_the_job() throws Exception {
    BuildJob tried =
        job()
            .withTries(Tries.NONE.failed("a").failed("b").failed("a"))
            .withAfter(List.of(BuildId.mint(NOW)));
    BuildJob again = BuildJob.decode(tried.encode());
    assertThat(again).isEqualTo(tried);
    assertThat(again.tries().count()).isEqualTo(3);
    assertThat(again.tries().failedOn()).containsExactly("b", "a");
    assertThat(again.chainedTo("i386").tries()).isEqualTo(tried.tries());
  }

  @Test
  void remembers_a_bounded_number_of_hosts() {
    Tries tries = Tries.NONE;
    for (int host = 0; host < 40; host++) {
      tries = tries.failed("host" + host);
    }
    assertThat(tries.count()).isEqualTo(40);
    assertThat(tries.failedOn()).hasSize(16).endsWith("host39");
  }

  @Test
  void parents_that_are_no_build_ids_are_malformed() {
    ObjectNode body = job().toJson();
    body.putArray("after").add("../etc/passwd");
    assertThatThrownBy(() -> BuildJob.decode(Json.write(body)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("not a build id");
  }

  @Test
  void requests_to_bstore_are_read_as_they_were_written() throws Exception {
    List<BstoreRequest> all =
        List.of(
            new BstoreRequest.End(canceled()),
            new BstoreRequest.Withdraw(BUILD, "broken", "kb", NOW),
            new BstoreRequest.Reindex("kb", NOW));
    for (BstoreRequest request : all) {
      assertThat(BstoreRequest.decode(request.encode())).isEqualTo(request);
    }
  }

  @Test
  void an_unknown_request_is_malformed_and_a_newer_one_is_left_alone() {
    assertThatThrownBy(() -> BstoreRequest.decode(bytes("{\"action\":\"shred\"}")))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("no such action")
        .hasMessageContaining("shred");
    assertThatThrownBy(() -> BstoreRequest.decode(bytes("{\"v\":2,\"action\":\"end\"}")))
        .isInstanceOf(NewerMessageException.class);
  }

  @Test
  void only_canceled_and_skipped_are_ends_without_a_result() {
    assertThatThrownBy(() -> new BuildEnd(job(), EndState.PUBLISHED, "why", "me", NOW))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BuildEnd(job(), EndState.CANCELED, " ", "me", NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_commit_tells_an_end_without_a_result() throws Exception {
    ObjectNode record = Json.object().put("v", 1).put("committed", NOW.toString());
    record.set("end", canceled().toJson());
    Commit commit = Commit.decode(Json.write(record));
    assertThat(commit.build()).isEqualTo(BUILD);
    assertThat(commit.state()).isEqualTo(EndState.CANCELED);
    assertThat(commit.result()).isEmpty();
    assertThat(commit.reason()).contains("not needed");
  }

  @Test
  void a_commit_tells_a_result() throws Exception {
    var result =
        new BuildEvent(
            job(),
            Status.FAILED,
            "builder",
            "4.2-1",
            "bash",
            "20261121100000",
            Optional.of(AttemptToken.mint()),
            Optional.of("no rule to make target"));
    ObjectNode record = Json.object().put("v", 1).put("committed", NOW.toString());
    record.putObject("manifest").set("result", result.toJson());
    Commit commit = Commit.decode(Json.write(record));
    assertThat(commit.state()).isEqualTo(EndState.FAILED);
    assertThat(commit.result()).contains(result);
  }

  @Test
  void a_commit_of_nothing_is_malformed() {
    assertThatThrownBy(() -> Commit.decode(bytes("{\"v\":1,\"committed\":\"" + NOW + "\"}")))
        .isInstanceOf(MalformedMessageException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
