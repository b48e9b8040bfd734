package org.reimzul.core.job;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of a remote request: what its requester is told, and the body of the tube {@code
 * notify-requests}.
 *
 * @param eventId unique; a repeated delivery has the same
 * @param submitter whose request it is
 * @param requestId the name that the client gave it; else the build id
 * @param build empty for a request that was refused
 * @param state {@link #ACCEPTED}, {@link #REFUSED}, or the state of the build in the record
 * @param reason one line for a person; empty if there is nothing to say
 * @param srpm the source package, once it was made
 * @param log where the logs are, once the build has a result
 * @param at by the sender's clock
 */
public record RequestNews(
    String eventId,
    String submitter,
    String requestId,
    Optional<BuildId> build,
    String state,
    Optional<String> reason,
    Optional<String> srpm,
    Optional<String> log,
    Instant at) {
  /** It will be built. */
  public static final String ACCEPTED = "ACCEPTED";

  /** It won't, for the reason given. */
  public static final String REFUSED = "REFUSED";

  private static final int LONGEST_REASON = 1_000;

  /** Checks what becomes part of a topic, and cuts a reason that is too long for a message. */
  public RequestNews {
    reason = reason.map(text -> Excerpt.cut(text, LONGEST_REASON));
    SourceGrammar.user(submitter);
    SourceGrammar.requestId(requestId);
  }

  /** The topic of a requester's news, below the farm's {@code topic}. */
  public String topic(String topic) {
    return topicOf(topic, submitter, requestId);
  }

  /** The topic on which a requester hears of his request. */
  public static String topicOf(String topic, String submitter, String requestId) {
    return topic + "/requests/" + submitter + "/" + requestId;
  }

  /** Reads a body; unknown keys are ignored. */
  public static RequestNews decode(byte[] body) throws MalformedMessageException {
    Fields in = Fields.of(body);
    try {
      return new RequestNews(
          in.text("event_id"),
          in.text("submitter"),
          in.text("request_id"),
          in.optionalText("build_id", BuildId::new),
          in.text("state"),
          in.optionalText("reason"),
          in.optionalText("srpm"),
          in.optionalText("log"),
          in.instant("at"));
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException(e.getMessage());
    }
  }

  /** The body; what isn't known is null. */
  public byte[] encode() {
    ObjectNode out =
        Json.object()
            .put("v", Fields.VERSION)
            .put("request_id", requestId)
            .put("build_id", build.map(BuildId::value).orElse(null))
            .put("state", state)
            .put("reason", reason.orElse(null))
            .put("srpm", srpm.orElse(null))
            .put("log", log.orElse(null))
            .put("submitter", submitter)
            .put("event_id", eventId)
            .put("at", at.toString());
    return Json.write(out);
  }
}
