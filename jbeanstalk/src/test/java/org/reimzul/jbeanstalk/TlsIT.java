package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.testkit.Authority;
import org.reimzul.testkit.BeanstalkServer;

/** A real beanstalkd behind a real stunnel that demands client certificates. */
class TlsIT {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir static Path dir;
  private static Authority authority;
  private static Authority stranger;
  private static BeanstalkServer server;
  private static Stunnel tunnel;

  @BeforeAll
  static void start() throws IOException {
    authority = Authority.in(dir.resolve("ca"));
    authority.issue("server", "rsa:2048", "DNS:localhost,IP:127.0.0.1");
    authority.issue("elsewhere", "ec", "DNS:elsewhere.example,IP:127.0.0.2");
    authority.issue("client", "ec", "DNS:client");
    stranger = Authority.in(dir.resolve("stranger"));
    stranger.issue("client", "ec", "DNS:client");
    server = BeanstalkServer.start(dir);
    tunnel = tunnel("server", "");
  }

  private static Stunnel tunnel(String name, String more) throws IOException {
    return Stunnel.start(dir, server.port(), authority, name, more);
  }

  @AfterAll
  static void stop() {
    tunnel.close();
    server.close();
  }

  private static ClientOptions shows(Authority trusted, Authority issuer) throws IOException {
    return tls(
        TlsMaterial.ofPem(trusted.certificate(), issuer.cert("client"), issuer.key("client")));
  }

  private static ClientOptions tls(TlsMaterial material) {
    return ClientOptions.builder().tls(material).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void jobs_pass_in_both_versions_of_tls(String version) throws Exception {
    try (var strict = tunnel("server", "sslVersion = " + version);
        var client = Beanstalk.connect(strict.endpoint("localhost"), shows(authority, authority))) {
      byte[] body = new byte[65535];
      body[65534] = '\n';
      for (int i = 0; i < 20; i++) {
        long id = client.put(body, Priority.DEFAULT, Duration.ZERO, MINUTE);
        assertThat(client.reserve(Duration.ZERO))
            .isEqualTo(new Reservation.Reserved(new Job(id, body)));
        assertThat(client.delete(id)).isTrue();
      }
      assertThat(client.reserve(Duration.ofSeconds(1))).isEqualTo(new Reservation.TimedOut());
      assertThat(client.stats().currentJobsReady()).isZero();
    }
  }

  @Test
  void a_reconnect_shakes_hands_anew() throws Exception {
    try (var client =
        Beanstalk.connect(tunnel.endpoint("127.0.0.1"), shows(authority, authority))) {
      client.watch(TubeName.of("t"));
      client.reconnect();
      assertThat(client.listTubesWatched()).contains(TubeName.of("t"));
    }
  }

  @Test
  void a_client_without_certificate_hears_so_at_once() throws Exception {
    var nobody = tls(TlsMaterial.ofPem(authority.certificate(), null, null));
    assertThatThrownBy(() -> Beanstalk.connect(tunnel.endpoint("localhost"), nobody))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("does it take our certificate?");
  }

  @Test
  void a_client_certificate_of_a_stranger_is_refused() throws Exception {
    var unknown = shows(authority, stranger);
    assertThatThrownBy(() -> Beanstalk.connect(tunnel.endpoint("localhost"), unknown))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("does it take our certificate?");
  }

  @Test
  void a_server_of_an_authority_we_do_not_trust_is_refused() throws Exception {
    var distrustful = shows(stranger, authority);
    assertThatThrownBy(() -> Beanstalk.connect(tunnel.endpoint("localhost"), distrustful))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("path");
  }

  @Test
  void the_authorities_of_the_jdk_do_not_include_ours() {
    assertThatThrownBy(
            () -> Beanstalk.connect(tunnel.endpoint("localhost"), ClientOptions.defaults()))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1"})
  void a_certificate_made_out_to_another_host_is_refused(String host) throws Exception {
    var options = shows(authority, authority);
    try (var imposter = tunnel("elsewhere", "")) {
      assertThatThrownBy(() -> Beanstalk.connect(imposter.endpoint(host), options))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("alternative");
    }
  }

  @Test
  void a_server_without_tls_is_no_tls_server() throws Exception {
    var options = ClientOptions.builder().connectTimeout(Duration.ofMillis(500)).build();
    var plain = new Endpoint("127.0.0.1", server.port(), true);
    assertThatThrownBy(() -> Beanstalk.connect(plain, options))
        .isInstanceOf(ConnectionException.class);
  }

  @Test
  void a_handshake_that_drips_ends_at_the_connect_timeout() throws Exception {
    var options =
        ClientOptions.builder()
            .connectTimeout(Duration.ofMillis(700))
            .tls(TlsMaterial.ofPem(authority.certificate(), null, null))
            .build();
    try (var dripping = ScriptedServer.drips("\u0016\u0003\u0003?\u00ff" + "\0".repeat(16000))) {
      var endpoint = new Endpoint("127.0.0.1", dripping.endpoint().port(), true);
      long start = System.nanoTime();
      assertThatThrownBy(() -> Beanstalk.connect(endpoint, options))
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("timed out");
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(700), Duration.ofSeconds(5));
    }
  }

  @Test
  void a_stopped_server_is_given_up_on_over_tls_too() throws Exception {
    var options =
        ClientOptions.builder()
            .readTimeout(Duration.ofMillis(500))
            .tls(
                TlsMaterial.ofPem(
                    authority.certificate(), authority.cert("client"), authority.key("client")))
            .build();
    try (var client = Beanstalk.connect(tunnel.endpoint("localhost"), options)) {
      server.process().signal("STOP");
      assertThatThrownBy(client::stats)
          .isInstanceOf(ConnectionException.class)
          .hasMessageContaining("no answer");
    } finally {
      server.process().signal("CONT");
    }
  }
}
