package org.reimzul.controller.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.controller.Messages;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.BuildId;
import org.reimzul.testkit.Authority;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.MosquittoServer;

class MqttSinkIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String ATTEMPT = "00112233445566aa";

  @TempDir Path dir;

  private static String success(int second) {
    return Messages.ours("Success", BuildId.mint(Instant.now()).value(), ATTEMPT, "")
        .replace("20261121031500", "2026112103%04d".formatted(second));
  }

  private static String payload(int second) {
    return """
        farm/builds/results {"srpm":"hello-1.0-1.src.rpm","status":"Success",\
        "target":"demo.9.x86_64","arch":"x86_64","timestamp":"2026112103%04d",\
        "submitter":"jane"}"""
        .formatted(second);
  }

  private static String ini(int port, String more) {
    return "[mqtt]\nnotifications = True\nhost = 127.0.0.1\ntopic = farm\nport = %d\n%s\n"
        .formatted(port, more);
  }

  @Test
  void a_broker_that_is_killed_and_comes_back_misses_no_result() throws Exception {
    try (var broker = MosquittoServer.start(dir.resolve("mosquitto"));
        var subscriber = new Subscriber(broker.port(), "farm/builds/results");
        var farm = new TestFarm(dir, true).start(ini(broker.port(), ""))) {
      awaitSavedSession(dir.resolve("mosquitto/mosquitto.db"));
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        farm.put("notify", success(i));
        expected.add(payload(i));
      }
      Await.until(SOON, "the first results", () -> subscriber.heard().size() > 5);
      broker.process().kill();
      farm.awaitRecorded();
      assertThat(farm.waiting("notify-mqtt")).isPositive();
      broker.restart();
      for (int i = 30; i < 60; i++) {
        farm.put("notify", success(i));
        expected.add(payload(i));
      }
      int before = new HashSet<>(subscriber.heard()).size();
      Await.until(SOON, "more", () -> new HashSet<>(subscriber.heard()).size() > before + 2);
      broker.process().signal("TERM");
      broker.process().awaitExit(SOON);
      broker.restart();
      Await.until(
          SOON, "every result", () -> new HashSet<>(subscriber.heard()).containsAll(expected));
      farm.awaitDrained("notify-mqtt");
      assertThat(new HashSet<>(subscriber.heard())).hasSameElementsAs(expected);
    }
  }

  /** The broker holds it for a subscriber who is away, and saves only when it is told to. */
  @Test
  void what_was_acknowledged_just_before_a_kill_is_published_again() throws Exception {
    try (var broker = MosquittoServer.start(dir.resolve("mosquitto"), "autosave_interval 0\n");
        var farm = new TestFarm(dir, true).start(ini(broker.port(), ""))) {
      try (var away = new Subscriber(broker.port(), "farm/builds/results")) {
        assertThat(away.heard()).isEmpty();
      }
      broker.process().signal("USR1");
      awaitSavedSession(dir.resolve("mosquitto/mosquitto.db"));
      farm.put("notify", success(1));
      Await.until(SOON, "the acknowledgement", () -> farm.delayed("notify-mqtt") == 1);
      broker.process().kill();
      broker.restart();
      try (var back = new Subscriber(broker.port(), "farm/builds/results")) {
        Await.until(SOON, "the result", () -> back.heard().contains(payload(1)));
        farm.awaitDrained("notify-mqtt");
      }
    }
  }

  @Test
  void a_broker_that_lives_on_is_told_once() throws Exception {
    try (var broker = MosquittoServer.start(dir.resolve("mosquitto"));
        var subscriber = new Subscriber(broker.port(), "farm/builds/results");
        var farm = new TestFarm(dir, true).start(ini(broker.port(), ""))) {
      farm.put("notify", success(1));
      Await.until(SOON, "the acknowledgement", () -> farm.delayed("notify-mqtt") == 1);
      farm.promote("notify-mqtt");
      Await.until(SOON, "it to be put off again", () -> farm.delayed("notify-mqtt") == 1);
      farm.awaitDrained("notify-mqtt");
      assertThat(subscriber.heard()).containsExactly(payload(1));
    }
  }

  /** A broker killed before it has saved a subscription forgets it: not what is tested here. */
  private static void awaitSavedSession(Path database) {
    Await.until(
        SOON,
        "the broker to save the subscription",
        () ->
            Files.exists(database)
                && Files.readString(database, StandardCharsets.ISO_8859_1)
                    .contains("farm/builds/results"));
  }

  @Test
  void a_message_that_is_no_result_is_buried_and_the_next_one_is_published() throws Exception {
    try (var broker = MosquittoServer.start(dir.resolve("mosquitto"));
        var subscriber = new Subscriber(broker.port(), "#");
        var farm = new TestFarm(dir, true).start(ini(broker.port(), ""))) {
      long bad = farm.put("notify-mqtt", "{\"srpm\":\"x\"}");
      farm.put("notify", success(1));
      Await.until(SOON, "the result", () -> subscriber.heard().contains(payload(1)));
      assertThat(farm.rejected(bad).getString("tube")).isEqualTo("notify-mqtt");
      assertThat(farm.buried(bad)).isTrue();
    }
  }

  @Test
  void a_broker_that_demands_a_certificate_gets_one() throws Exception {
    Authority authority = Authority.in(dir.resolve("ca"));
    authority.issue("broker", "ec", "IP:127.0.0.1");
    authority.issue("controller", "ec", "DNS:controller");
    try (var broker = MosquittoServer.start(dir.resolve("mosquitto"), tls(authority, "broker"));
        var farm = new TestFarm(dir, true).start(ini(broker.port(), keys(authority)))) {
      farm.put("notify", success(1));
      farm.awaitRecorded();
      farm.awaitDrained("notify-mqtt");
      assertThat(broker.process().logText()).contains("reimzul-controller-");
    }
  }

  @Test
  void a_broker_with_another_hosts_certificate_is_refused_unless_told_otherwise() throws Exception {
    Authority authority = Authority.in(dir.resolve("ca"));
    authority.issue("broker", "ec", "DNS:elsewhere.example.org");
    authority.issue("controller", "ec", "DNS:controller");
    try (var broker = MosquittoServer.start(dir.resolve("mosquitto"), tls(authority, "broker"))) {
      var strict = config(broker.port(), keys(authority));
      try (var client = new Publisher(strict.server(), "strict")) {
        assertThat(failure(client)).contains("127.0.0.1");
      }
      var lax = config(broker.port(), keys(authority) + "tls_insecure = True\n");
      try (var client = new Publisher(lax.server(), "lax")) {
        client.publish("farm/x", new byte[] {1});
      }
    }
  }

  private static String failure(Broker client) {
    try {
      client.publish("farm/x", new byte[] {1});
      return "it was published";
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static MqttConfig config(int port, String more) throws Exception {
    var settings = Settings.parse(ini(port, more), "test.ini");
    MqttConfig config = MqttConfig.read(settings);
    settings.check();
    return config;
  }

  private static String tls(Authority authority, String name) {
    return "cafile %s\ncertfile %s\nkeyfile %s\nrequire_certificate true\n"
        .formatted(authority.certificate(), authority.cert(name), authority.key(name));
  }

  private static String keys(Authority authority) {
    return "ca_cert = %s\ntls_cert = %s\ntls_key = %s\n"
        .formatted(
            authority.certificate(), authority.cert("controller"), authority.key("controller"));
  }
}
