package org.reimzul.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.Settings;

class ControllerConfigTest {
  private static ControllerConfig read(String ini) throws ConfigException {
    return ControllerConfig.read(Settings.parse(ini, "x.ini"));
  }

  @Test
  void everything_has_a_default() throws Exception {
    ControllerConfig config = read("");
    assertThat(config.dispatcher()).isTrue();
    assertThat(config.web()).isTrue();
    assertThat(config.incoming()).isEqualTo(Path.of("/srv/reimzul/incoming"));
    assertThat(config.httpListen().getPort()).isEqualTo(11080);
    assertThat(config.logFile()).isEqualTo(Path.of("/var/log/reimzul/reimzul.log"));
    assertThat(config.mongo().describe()).isEqualTo("MongoDB at 127.0.0.1:27017");
    assertThat(config.mongo().embedded()).isEmpty();
    assertThat(config.mqtt().notifications()).isFalse();
    assertThat(config.mqtt().resultsTopic()).isEqualTo("reimzul/builds/results");
    assertThat(config.mail().on()).isFalse();
  }

  @Test
  void the_embedded_server_is_the_one_that_is_used() throws Exception {
    ControllerConfig config = read("[mongodb]\nembedded = /m\nlisten = 127.0.0.1:2\n");
    assertThat(config.mongo().embedded()).contains(Path.of("/m"));
    assertThat(config.mongo().describe()).isEqualTo("MongoDB at 127.0.0.1:2");
  }

  @Test
  void the_originals_file_works_as_it_is() throws Exception {
    ControllerConfig config =
        read(
            """
            [logs]
            logfile = /var/log/reimzul/reimzul.log
            [mqtt]
            notifications = True
            host = mqtt.example.org
            port = 1883
            ca_cert =
            tls_insecure = False
            topic = centos/reimzul
            """);
    assertThat(config.mqtt().notifications()).isTrue();
    assertThat(config.mqtt().describe()).isEqualTo("MQTT broker at mqtt.example.org:1883");
    assertThat(config.mqtt().resultsTopic()).isEqualTo("centos/reimzul/builds/results");
  }

  @Test
  void all_problems_are_reported_together() {
    String ini =
        """
        [controller]
        dispatcher = maybe
        incoming = incoming
        http_listen = nowhere
        [mongodb]
        uri = postgres://user:secret@host
        listen = 0.0.0.0:27017
        [mqtt]
        notifications = yes
        topic = farm/#
        tls_cert = /cert.pem
        [logs]
        logfile = relative.log
        """;
    assertThatThrownBy(() -> read(ini))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains("[controller] dispatcher", "[controller] incoming", "[controller] http_listen")
        .contains("[mongodb] uri", "[mongodb] listen", "[mqtt] topic", "[mqtt] ca_cert", "logfile")
        .doesNotContain("secret");
  }

  @Test
  void the_reconciler_needs_times_above_zero() throws Exception {
    assertThat(read("[reconcile]\nyoung = 2s\n").reconcile().young())
        .isEqualTo(Duration.ofSeconds(2));
    assertThatThrownBy(() -> read("[reconcile]\nevery = 0\nyoung = 0\n"))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains("[reconcile] every", "[reconcile] young");
  }

  @Test
  void the_originals_mail_settings_work_as_they_are() throws Exception {
    ControllerConfig config =
        read(
            """
            [mail]
            notifications = True
            mail_from = farm@example.org
            [mail_rcpts]
            x86_64 = a@example.org, b@example.org
            """);
    assertThat(config.mail().on()).isTrue();
    assertThat(config.mail().from()).isEqualTo("farm@example.org");
    assertThat(config.mail().byArch().get("x86_64")).contains("a@example.org", "b@example.org");
    assertThat(read("[mail]\nnotifications = False\nhost = mail.example.org\n").mail().on())
        .isFalse();
  }

  @Test
  void problems_of_mail_are_reported_together() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    [mail]
                    host = mail.example.org
                    port = 0
                    tls = maybe
                    user = farm
                    to = {submitter}, not an address
                    on = Building, Sometimes
                    [mail_rcpts]
                    X/Y = a@example.org
                    """))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains("[mail] port", "[mail] tls", "[mail] user", "[mail] to", "[mail] on")
        .contains("[mail] from", "[mail_rcpts] x/y");
  }

  @Test
  void a_password_is_not_sent_in_clear(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("password"), "secret\n");
    String ini =
        "[mail]\nhost = h\nfrom = a@x.org\nto = b@x.org\nuser = u\npassword_file = " + file + "\n";
    assertThatThrownBy(() -> read(ini)).message().contains("in clear").doesNotContain("secret");
    assertThat(read(ini + "tls = tls\n").toString()).doesNotContain("secret");
  }

  @Test
  void a_controller_with_nothing_to_do_is_refused() {
    assertThatThrownBy(
            () -> read("[controller]\ndispatcher = no\nweb = no\nreconciler = no\norder = no\n"))
        .isInstanceOf(ConfigException.class);
  }
}
