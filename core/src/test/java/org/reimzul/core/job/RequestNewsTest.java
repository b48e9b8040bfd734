package org.reimzul.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestNewsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String REQUEST = BuildId.mint(NOW).value();

  private static RequestNews news(String submitter, Optional<BuildId> build) {
    return new RequestNews(
        "e1",
        submitter,
        REQUEST,
        build,
        RequestNews.ACCEPTED,
        Optional.of("why"),
        Optional.empty(),
        Optional.empty(),
        NOW);
  }

  @Test
  void reads_back_what_it_writes() throws Exception {
    RequestNews accepted = news("alice", Optional.of(BuildId.ofRequest("alice", REQUEST)));
    assertThat(RequestNews.decode(accepted.encode())).isEqualTo(accepted);
    RequestNews refused = news("alice", Optional.empty());
    assertThat(RequestNews.decode(refused.encode())).isEqualTo(refused);
  }

  @Test
  void goes_to_a_topic_of_the_requester() {
    assertThat(news("alice", Optional.empty()).topic("farm"))
        .isEqualTo("farm/requests/alice/" + REQUEST);
  }

  @Test
  void lets_nobody_write_himself_into_another_topic() {
    assertThatThrownBy(() -> news("bob/x", Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void each_repetition_of_a_request_has_the_same_build_id_and_nobody_else_has_it() {
    BuildId build = BuildId.ofRequest("alice", REQUEST);
    assertThat(BuildId.ofRequest("alice", REQUEST)).isEqualTo(build);
    assertThat(BuildId.ofRequest("bob", REQUEST)).isNotEqualTo(build);
    assertThat(build.value()).isNotEqualTo(REQUEST);
    assertThat(build.minted()).isEqualTo(NOW);
  }

  @Test
  void a_request_of_another_clients_naming_has_an_id_too() {
    assertThat(BuildId.ofRequest("alice", "my-request-7").minted()).isEqualTo(Instant.EPOCH);
  }
}
