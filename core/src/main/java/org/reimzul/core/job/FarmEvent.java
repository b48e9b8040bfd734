package org.reimzul.core.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * What happened, for the record: the body of the tube {@code events}.
 *
 * @param eventId unique; a repeated delivery has the same
 * @param at by the sender's clock
 * @param by role and host, as {@code worker@builder1}
 * @param build empty only for kinds that are not {@link EventKind#ofBuild}
 * @param reason one line for a person
 * @param data what the kind says; keys of its own
 */
public record FarmEvent(
    String eventId,
    EventKind kind,
    Instant at,
    String by,
    Optional<BuildId> build,
    Optional<String> reason,
    ObjectNode data) {
  private static final int LARGEST = 65_000;

  /** In characters, each of which can take six bytes: with it any event fits into a tube. */
  private static final int LONGEST_REASON = 4_000;

  private static final int LONGEST_PLACE = 200;

  /** A new event of a build; a reason of more than a page is cut. */
  public static FarmEvent of(EventKind kind, Instant at, String by, BuildId build, String reason) {
    return new FarmEvent(
        BuildId.mint(at).value(),
        kind,
        at,
        by,
        Optional.of(build),
        Optional.ofNullable(reason).map(FarmEvent::cut),
        Json.object());
  }

  private static String cut(String reason) {
    return Excerpt.cut(reason, LONGEST_REASON);
  }

  /**
   * The event of a message that {@code by} has refused, cut to what fits into a tube: a stranger
   * has written the message, and perhaps a part of the place and of the reason.
   */
  public static FarmEvent rejected(
      Instant at, String by, String tube, long queueId, byte[] body, String reason) {
    ObjectNode data =
        Json.object()
            .put("tube", Excerpt.cut(tube, LONGEST_PLACE))
            .put("queue_id", queueId)
            .put("size", body.length)
            .put("body", Excerpt.of(body));
    return new FarmEvent(
        BuildId.mint(at).value(),
        EventKind.REJECTED,
        at,
        by,
        Optional.empty(),
        Optional.of(cut(reason)),
        data);
  }

  /** A new event of a worker. */
  public static FarmEvent ofWorker(
      Instant at, String host, String name, String state, String reason) {
    ObjectNode data = Json.object().put("host", host).put("name", name).put("state", state);
    return new FarmEvent(
        BuildId.mint(at).value(),
        EventKind.WORKER,
        at,
        "worker@" + host,
        Optional.empty(),
        Optional.ofNullable(reason).map(FarmEvent::cut),
        data);
  }

  /**
   * The event of a person who overrides an end in the history.
   *
   * @param document the {@code _id}, as the history told it
   */
  public static FarmEvent override(Instant at, String by, JsonNode document, String comment) {
    ObjectNode data = Json.object().put("comment", comment);
    data.set("document", document);
    return new FarmEvent(
        BuildId.mint(at).value(),
        EventKind.OVERRIDE,
        at,
        by,
        Optional.empty(),
        Optional.empty(),
        data);
  }

  /** The same event with one more datum. */
  public FarmEvent with(String key, JsonNode value) {
    ObjectNode more = data.deepCopy();
    more.set(key, value);
    return new FarmEvent(eventId, kind, at, by, build, reason, more);
  }

  /** The same event with one more datum. */
  public FarmEvent with(String key, String value) {
    return with(key, data.textNode(value));
  }

  /** The same event with one more datum. */
  public FarmEvent with(String key, long value) {
    return with(key, data.numberNode(value));
  }

  /** The same event with one more datum. */
  public FarmEvent with(String key, boolean value) {
    return with(key, data.booleanNode(value));
  }

  /** The same event with one more datum, unless a tube can't take it then. */
  public FarmEvent withIfItFits(String key, JsonNode value) {
    FarmEvent whole = with(key, value);
    return whole.encode().length > LARGEST ? this : whole;
  }

  /** Reads a body; an unknown kind is malformed. */
  public static FarmEvent decode(byte[] body) throws MalformedMessageException {
    Fields in = Fields.of(body);
    EventKind kind = in.text("event", EventKind::parse);
    Optional<BuildId> build = in.optionalText("build_id", BuildId::new);
    if (build.isEmpty() && kind.ofBuild()) {
      throw new MalformedMessageException("the key build_id is missing");
    }
    return new FarmEvent(
        in.text("event_id"),
        kind,
        in.instant("at"),
        in.text("by"),
        build,
        in.optionalText("reason"),
        in.object("data").orElseGet(Json::object));
  }

  /** The body. */
  public byte[] encode() {
    ObjectNode out =
        Json.object()
            .put("v", Fields.VERSION)
            .put("event_id", eventId)
            .put("event", kind.wire())
            .put("at", at.toString())
            .put("by", by);
    build.ifPresent(id -> out.put("build_id", id.value()));
    reason.ifPresent(text -> out.put("reason", text));
    out.set("data", data);
    return Json.write(out);
  }
}
