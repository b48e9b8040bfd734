package org.reimzul.jbeanstalk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a new connection finds of the old one. */
class ReconnectIT extends OwnServerSuite {
  @Test
  void after_a_kill_and_restart_a_reconnect_goes_on_where_it_was() throws Exception {
    try (var client = connect(ClientOptions.defaults())) {
      client.use(TUBE);
      client.watch(TUBE);
      client.ignore(TubeName.DEFAULT);
      long id = put(client);
      server.process().kill();
      assertThatThrownBy(() -> put(client)).isInstanceOf(ConnectionException.class);
      assertThatThrownBy(client::stats)
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("reconnect()");
      assertThatThrownBy(client::reconnect).isInstanceOf(ConnectionException.class);
      server.restart();
      client.reconnect();
      assertThat(client.listTubeUsed()).isEqualTo(TUBE);
      assertThat(client.listTubesWatched()).containsExactly(TUBE);
      assertThat(RealServerSuite.reserved(client.reserve(Duration.ZERO)))
          .isEqualTo(new Job(id, "job".getBytes(UTF_8)));
    }
  }

  @Test
  void a_reconnect_keeps_the_default_tube_where_it_was_kept() throws Exception {
    try (var client = connect(ClientOptions.defaults())) {
      client.watch(TUBE);
      client.reconnect();
      assertThat(client.listTubesWatched()).containsExactlyInAnyOrder(TubeName.DEFAULT, TUBE);
      client.ignore(TubeName.DEFAULT);
      client.watch(TubeName.DEFAULT);
      client.ignore(TUBE);
      client.reconnect();
      assertThat(client.listTubesWatched()).containsExactly(TubeName.DEFAULT);
    }
  }

  @Test
  void a_reconnect_gives_back_what_was_held() throws Exception {
    try (var client = connect(ClientOptions.defaults())) {
      long id = put(client);
      client.reserve(Duration.ZERO);
      client.reconnect();
      assertThatThrownBy(() -> client.touch(id)).isInstanceOf(NotFoundException.class);
      assertThat(RealServerSuite.reserved(client.reserve(MINUTE)).id()).isEqualTo(id);
    }
  }

  @Test
  void a_closed_client_refuses_until_it_reconnects_and_may_be_closed_again() throws Exception {
    var client = connect(ClientOptions.defaults());
    client.close();
    client.close();
    assertThatThrownBy(() -> put(client)).isInstanceOf(ConnectionException.class);
    client.reconnect();
    assertThat(put(client)).isPositive();
    client.close();
  }

  @Test
  void a_name_with_several_addresses_is_tried_until_one_answers() throws Exception {
    int port = Endpoint.parse(server.url()).port();
    try (var client =
        Beanstalk.connect(new Endpoint("localhost", port, false), ClientOptions.defaults())) {
      assertThat(put(client)).isPositive();
    }
  }
}
