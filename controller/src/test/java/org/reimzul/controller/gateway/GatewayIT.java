package org.reimzul.controller.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reimzul.controller.Messages;
import org.reimzul.controller.TestFarm;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.job.SourceRequest;

class GatewayIT {
  private static final String ATTEMPT = "00112233445566aa";

  @TempDir static Path dir;
  private static TlsBroker broker;
  private static TestFarm farm;
  private static Remote alice;

  private final String id = BuildId.mint(Instant.now()).value();

  @BeforeAll
  static void start() throws Exception {
    broker = new TlsBroker(dir);
    farm = new TestFarm(dir, true).start(broker.ini() + "[target demo.9]\n[target c7.1708.u]\n");
    alice = new Remote(broker, "alice");
  }

  @AfterAll
  static void stop() {
    alice.close();
    farm.close();
    broker.close();
  }

  @BeforeEach
  void forget() throws Exception {
    while (farm.waiting("source") > 0) {
      farm.take("source");
    }
    farm.forget();
  }

  private SourceRequest taken() throws Exception {
    return SourceRequest.decode(farm.take("source").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_request_of_the_originals_client_is_queued_for_who_makes_source_packages()
      throws Exception {
    try (var golden =
        Objects.requireNonNull(getClass().getResourceAsStream("original-request.json"))) {
      String payload = new String(golden.readAllBytes(), StandardCharsets.UTF_8);
      alice.publish("farm/submit/alice/armhfp", payload);
      SourceRequest request = taken();
      assertThat(request.pkg()).isEqualTo("httpd");
      assertThat(request.wireTarget()).isEqualTo("c7.1708.u.armhfp");
      Document build = farm.awaitOne("builds");
      assertThat(build.getString("_id")).isEqualTo(request.requireBuildId().value());
      RequestNews news = alice.await(request.requireBuildId().value(), "ACCEPTED");
      assertThat(news.build()).isEqualTo(request.buildId());
    }
  }

  @Test
  void a_request_is_answered_and_its_build_followed_to_the_end() throws Exception {
    alice.submit(Remote.request("alice", id));
    BuildId build = alice.await(id, "ACCEPTED").build().orElseThrow();
    assertThat(build).isEqualTo(BuildId.ofRequest("alice", id));
    SourceRequest request = taken();
    farm.put("events", attempt(build, "making the source package"));
    assertThat(alice.await(id, "BUILDING").reason()).contains("making the source package");
    String job =
        request
            .job("hello-1.0-1.src.rpm", "0".repeat(64), ".el9", "https://git/hello")
            .toJson()
            .toString();
    farm.put("notify", result("Success", job));
    RequestNews end = alice.await(id, "PUBLISHED");
    assertThat(end.srpm()).contains("hello-1.0-1.src.rpm");
    assertThat(end.log())
        .hasValueSatisfying(
            log ->
                assertThat(log)
                    .endsWith("/repo/demo.9.x86_64/hello/20261121031500/1.0-1.el9.x86_64/"));
  }

  private static byte[] attempt(BuildId build, String reason) {
    return FarmEvent.of(EventKind.ATTEMPT, Instant.now(), "worker@b", build, reason)
        .with("attempt", ATTEMPT)
        .with("state", "BUILDING")
        .with("host", "b")
        .encode();
  }

  private static String result(String status, String job) {
    Document event =
        Document.parse(Messages.ours(status, BuildId.mint(Instant.now()).value(), ATTEMPT, ""));
    event.putAll(Document.parse(job));
    return event.toJson();
  }

  @Test
  void a_request_that_is_repeated_makes_one_build_and_is_answered_each_time() throws Exception {
    alice.submit(Remote.request("alice", id));
    alice.await(id, "ACCEPTED");
    alice.submit(Remote.request("alice", id));
    farm.awaitRecorded();
    alice.submit(Remote.request("alice", id));
    String other = BuildId.mint(Instant.now()).value();
    alice.submit(Remote.request("alice", other));
    alice.await(other, "ACCEPTED");
    assertThat(farm.waiting("source")).isEqualTo(2);
    assertThat(alice.of(id)).extracting(RequestNews::state).contains("ACCEPTED", "QUEUED");
    assertThat(alice.of(id))
        .extracting(RequestNews::build)
        .containsOnly(alice.of(id).get(0).build());
  }

  @Test
  void the_name_of_a_request_is_not_taken_for_another_one() throws Exception {
    alice.submit(Remote.request("alice", id));
    alice.await(id, "ACCEPTED");
    farm.awaitRecorded();
    alice.submit(Remote.request("alice", id).replace("c9s", "c10s"));
    assertThat(alice.await(id, "REFUSED").reason())
        .hasValueSatisfying(why -> assertThat(why).contains("used for another request"));
    assertThat(farm.waiting("source")).isEqualTo(1);
  }

  @Test
  void who_publishes_as_somebody_else_is_stopped_by_the_broker() throws Exception {
    alice.publish("farm/submit/bob/x86_64", Remote.request("bob", "forged"));
    alice.publish("farm/submit/x86_64", Remote.request("bob", "forged"));
    alice.submit(Remote.request("alice", id));
    alice.await(id, "ACCEPTED");
    assertThat(taken().submitter()).isEqualTo("alice");
    assertThat(farm.waiting("source")).isZero();
  }

  @Test
  void who_claims_to_be_somebody_else_is_refused_and_hears_so_himself() throws Exception {
    alice.submit(Remote.request("bob", id));
    assertThat(alice.await(id, "REFUSED").reason())
        .contains("its submitter is \"bob\" and its topic says \"alice\"");
    assertThat(farm.waiting("source")).isZero();
    assertThat(farm.awaitOne("rejected"))
        .containsEntry("tube", "mqtt farm/submit/alice/x86_64")
        .containsEntry("reason", "its submitter is \"bob\" and its topic says \"alice\"");
  }

  @Test
  void whom_the_broker_lets_publish_without_a_name_is_believed() throws Exception {
    try (var gate = new Remote(broker, "gate")) {
      gate.publish("farm/submit/x86_64", Remote.request("alice", id));
    }
    alice.await(id, "ACCEPTED");
    assertThat(taken().submitter()).isEqualTo("alice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"arch\": \"x86_64\"|\"arch\": \"aarch64\"|its arch is \"aarch64\"",
        "demo.9|demo.10|unknown target \"demo.10\"; configured: demo.9",
        "\"c9s\"|\"-c9s\"|git_branch is not",
        "\"scratch\"|\"build_id\": \"x\", \"scratch\"|the key build_id is the farm's own",
        "\"scratch\": false|\"scratch\": \"no\"|scratch is not true or false",
        "\"scratch\"|\"v\": 99, \"scratch\"|a newer format",
        "\"pkg\": \"hello\",||the key pkg is missing",
        "\"scratch\"|\"x\": [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]], \"scratch\"|nested more than 16 deep",
      })
  void what_is_no_request_of_this_farm_is_refused_with_a_reason(
      String good, String bad, String reason) throws Exception {
    alice.submit(Remote.request("alice", id).replace(good, bad == null ? "" : bad));
    assertThat(alice.await(id, "REFUSED").reason())
        .hasValueSatisfying(why -> assertThat(why).contains(reason));
    assertThat(farm.waiting("source")).isZero();
  }

  @Test
  void a_message_that_nobody_can_be_answered_for_is_recorded_and_the_next_one_served()
      throws Exception {
    alice.submit("{\"pkg\": ");
    alice.publish("farm/submit/alice/x86_64", "x".repeat(9000));
    alice.publish(
        "farm/submit/alice/pdp11", Remote.request("alice", "r1").replace("x86_64", "pdp11"));
    alice.submit(Remote.request("alice", id));
    alice.await(id, "ACCEPTED");
    assertThat(alice.await("r1", "REFUSED").reason())
        .hasValueSatisfying(why -> assertThat(why).startsWith("unknown arch \"pdp11\""));
    farm.awaitRecorded();
    assertThat(farm.all("rejected"))
        .extracting(d -> d.getString("reason").replaceFirst("[:;(].*", ""), d -> d.get("size"))
        .contains(tuple("not JSON", 8), tuple("it is larger than 8192 bytes", 9000));
    assertThat(farm.waiting("source")).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "\""})
  void a_topic_as_long_as_there_can_be_is_refused_and_the_next_message_served(String letter)
      throws Exception {
    String topic = "farm/submit/alice/" + letter.repeat(65_400);
    alice.publish(topic, Remote.request("alice", "long"));
    alice.submit(Remote.request("alice", id));
    alice.await(id, "ACCEPTED");
    assertThat(alice.await("long", "REFUSED").reason())
        .hasValueSatisfying(why -> assertThat(why).startsWith("its arch is \"x86_64\""));
    farm.awaitRecorded();
    assertThat(farm.all("rejected"))
        .extracting(d -> d.getString("tube"))
        .containsExactly("mqtt " + topic.substring(0, 195) + "…");
  }

  @Test
  void a_broker_and_a_queue_that_are_away_while_a_request_is_in_hand_make_one_build_of_it()
      throws Exception {
    farm.queueServer.process().kill();
    alice.submit(Remote.request("alice", id));
    broker.server().process().signal("TERM");
    broker.server().process().awaitExit(Duration.ofSeconds(20));
    broker.server().restart();
    farm.queueServer.restart();
    farm.reconnect();
    try (var again = new Remote(broker, "alice")) {
      alice.close();
      alice = again;
      String next = BuildId.mint(Instant.now()).value();
      again.submit(Remote.request("alice", next));
      again.await(next, "ACCEPTED");
      assertThat(farm.waiting("source")).isEqualTo(2);
    } finally {
      alice = new Remote(broker, "alice");
    }
  }
}
