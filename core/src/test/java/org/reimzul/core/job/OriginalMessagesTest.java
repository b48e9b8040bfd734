package org.reimzul.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the original's own scripts have put into tubes, byte for byte, and what ours put there. */
class OriginalMessagesTest {
  private static byte[] message(String name) {
    try (InputStream in =
        OriginalMessagesTest.class.getResourceAsStream("original/" + name + ".json")) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode json(byte[] body) throws Exception {
    return Json.read(body);
  }

  /** The original looks its keys up, and fails where one isn't there or is of another type. */
  private static void servesTheOriginal(byte[] ours, byte[] theirs) throws Exception {
    ObjectNode written = json(ours);
    json(theirs)
        .properties()
        .forEach(key -> assertThat(written.get(key.getKey())).isEqualTo(key.getValue()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"submit", "submit-armhfp-now-scratch", "mqtt-sub"})
  void a_submitters_job_is_read_and_ours_has_all_that_is_in_it(String name) throws Exception {
    BuildJob job = BuildJob.decode(message(name));
    assertThat(job.buildId()).isEmpty();
    assertThat(job.srpm()).startsWith("words-1.0-1.");
    servesTheOriginal(job.encode(), message(name));
    servesTheOriginal(job.withBuildId(BuildId.mint(Instant.now())).encode(), message(name));
  }

  @Test
  void an_arch_is_kept_as_it_was_typed_and_its_tube_is_another() throws Exception {
    BuildJob job = BuildJob.decode(message("submit-armhfp-now-scratch"));
    assertThat(job.target()).isEqualTo("c7.1708.u.armhfp");
    assertThat(job.scratch()).isTrue();
    assertThat(new Arches(List.of()).tubeOf(job.arch())).isEqualTo("armv7l");
  }

  @Test
  void what_the_mqtt_subscriber_adds_travels_along() throws Exception {
    BuildJob job = BuildJob.decode(message("mqtt-sub"));
    assertThat(job.submitter()).isEqualTo("alice");
    assertThat(job.extra()).containsKeys("pkg", "git_branch", "git_ref", "sources_dir");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notify-building",
        "notify-success",
        "notify-chained-building",
        "notify-chained-success",
        "createrepo",
        "createrepo-chained"
      })
  void a_workers_event_is_read_and_ours_has_all_that_is_in_it(String name) throws Exception {
    BuildEvent event = BuildEvent.decode(message(name));
    assertThat(event.original()).isTrue();
    servesTheOriginal(event.encode(), message(name));
    servesTheOriginal(event.identified().encode(), message(name));
  }

  @Test
  void a_workers_messages_about_one_arch_are_one_build_and_a_chained_one_is_its_child()
      throws Exception {
    BuildEvent success = BuildEvent.decode(message("notify-success")).identified();
    BuildEvent building = BuildEvent.decode(message("notify-building")).identified();
    BuildEvent uploaded =
        CreaterepoRequest.decode(message("createrepo")).original().orElseThrow().identified();
    BuildEvent chained = BuildEvent.decode(message("notify-chained-success")).identified();
    assertThat(uploaded).isEqualTo(success);
    assertThat(building.job()).isEqualTo(success.job());
    assertThat(building.attempt()).isEqualTo(success.attempt());
    assertThat(chained.job().requireBuildId())
        .isEqualTo(success.job().requireBuildId().chained("i386"));
  }

  @Test
  void an_administrators_request_asks_for_nothing_but_metadata() throws Exception {
    CreaterepoRequest request = CreaterepoRequest.decode(message("submit_repogen"));
    assertThat(request).isEqualTo(CreaterepoRequest.again("c7.1708.u.x86_64"));
    servesTheOriginal(request.encode(), message("submit_repogen"));
  }

  @Test
  void a_dispatchers_request_to_sign_is_read_and_ours_has_all_that_is_in_it() throws Exception {
    SigningRequest request = SigningRequest.decode(message("tosign"));
    assertThat(request.status()).isEqualTo(Status.SUCCESS);
    servesTheOriginal(request.encode(), message("tosign"));
    var ours =
        new SigningRequest(
            request.pkgname(),
            request.status(),
            request.target(),
            request.arch(),
            request.timestamp(),
            Optional.of(BuildId.mint(Instant.now())),
            Optional.of("1.0-1.el9"));
    servesTheOriginal(ours.encode(), message("tosign"));
  }
}
