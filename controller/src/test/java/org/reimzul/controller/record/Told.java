package org.reimzul.controller.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bson.Document;
import org.reimzul.controller.Messages;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;

/** Messages about one build, told at seconds after its beginning. */
final class Told {
  static final Instant T0 = Instant.parse("2026-11-21T03:00:00.123456Z");
  static final BuildId BUILD = BuildId.mint(T0);
  static final String FIRST = "00000000000000aa";
  static final String SECOND = "00000000000000bb";

  /** One message's effect. */
  interface Message {
    BuildRecord on(BuildRecord build) throws MalformedMessageException;
  }

  static Instant at(int second) {
    return T0.plus(Duration.ofSeconds(second));
  }

  static FarmEvent event(EventKind kind, int second, String reason) {
    return FarmEvent.of(kind, at(second), "someone@host", BUILD, reason);
  }

  static ObjectNode job() {
    return Json.object()
        .put("srpm", "hello-1.0-1.src.rpm")
        .put("arch", "x86_64")
        .put("target", "demo.9.x86_64")
        .put("disttag", ".el9")
        .put("scratch", false)
        .put("submitter", "jane")
        .put("build_id", BUILD.value())
        .put("batch", 7);
  }

  static Message submitted() {
    return build ->
        build.apply(event(EventKind.SUBMITTED, 0, null).with("job", job()).with("priority", 1024));
  }

  static Message queued(int second, long id) {
    return build ->
        build.apply(
            event(EventKind.QUEUED, second, null).with("tube", "x86_64").with("queue_id", id));
  }

  static Message attempt(String token, String state, int second, String reason) {
    return build ->
        build.apply(
            event(EventKind.ATTEMPT, second, reason)
                .with("attempt", token)
                .with("state", state)
                .with("host", "builder2"));
  }

  static Message noted(String token, String state, int second, String name, String text) {
    return build ->
        build.apply(
            event(EventKind.ATTEMPT, second, null)
                .with("attempt", token)
                .with("state", state)
                .with("host", "builder2")
                .with("notes", Json.object().put(name, text)));
  }

  static Message notified(String status, String token, int second) {
    return build -> build.apply(result(status, token, ""), at(second));
  }

  static BuildEvent result(String status, String token, String more)
      throws MalformedMessageException {
    return BuildEvent.decode(
        Messages.ours(status, BUILD.value(), token, more).getBytes(StandardCharsets.UTF_8));
  }

  static Message requeued(int second, long retries, String reason) {
    return build ->
        build.apply(
            event(EventKind.QUEUED, second, reason)
                .with("tube", "x86_64")
                .with("queue_id", 100 + second)
                .with("retries", retries)
                .with("delay", 60));
  }

  static Message held(int second, String reason) {
    return build ->
        build.apply(
            event(EventKind.HELD, second, reason)
                .with("tube", "held")
                .with("queue_id", 100 + second)
                .with("retries", 5));
  }

  static Message released(int second) {
    return build ->
        build.apply(
            event(EventKind.QUEUED, second, "released by jane")
                .with("tube", "x86_64")
                .with("queue_id", 100 + second)
                .with("released", Json.object().booleanNode(true)));
  }

  static Message waits(int second, String reason) {
    return build -> build.apply(event(EventKind.WAITS, second, reason));
  }

  static Message ended(String state, int second, String reason) {
    return build ->
        build.apply(event(EventKind.ENDED, second, reason).with("job", job()).with("state", state));
  }

  static FarmEvent committed(String state, int second, String reason) {
    return event(EventKind.COMMITTED, second + 1000, reason)
        .with("job", job())
        .with("state", state)
        .with("committed", at(second).toString());
  }

  static Date date(int second) {
    return Date.from(at(second).truncatedTo(ChronoUnit.MILLIS));
  }

  static BuildRecord applied(List<Message> messages) throws MalformedMessageException {
    BuildRecord build = BuildRecord.empty(BUILD.value());
    for (Message message : messages) {
      build = message.on(build);
    }
    return build;
  }

  /** The one document that the messages give, whatever their order and repetition. */
  static Document inAnyOrder(List<Message> messages) throws MalformedMessageException {
    var random = new Random(7);
    Set<Document> documents = new HashSet<>();
    for (int round = 0; round < 60; round++) {
      List<Message> shuffled = new ArrayList<>(messages);
      shuffled.add(messages.get(random.nextInt(messages.size())));
      Collections.shuffle(shuffled, random);
      BuildRecord build = BuildRecord.empty(BUILD.value());
      for (Message message : shuffled) {
        build = StoredBuild.read(BuildDocument.of(message.on(build)));
      }
      documents.add(BuildDocument.of(build));
    }
    if (documents.size() != 1) {
      throw new AssertionError("the order makes a difference: " + documents);
    }
    return documents.iterator().next();
  }

  private Told() {}
}
