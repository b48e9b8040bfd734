package org.reimzul.jbeanstalk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Typed values out of a reply's YAML; what is missing or ill-typed is a protocol error. */
final class StatsReader {
  private final Map<String, String> values;

  StatsReader(Reply reply) throws ProtocolException {
    if (!reply.shape().equals("OK ?")) {
      throw reply.unexpected();
    }
    values = Yaml.map(reply.data());
  }

  /** The tubes of a {@code list-tubes} reply. */
  static List<TubeName> tubes(Reply reply) throws ProtocolException {
    if (!reply.shape().equals("OK ?")) {
      throw reply.unexpected();
    }
    List<TubeName> tubes = new ArrayList<>();
    for (String name : Yaml.list(reply.data())) {
      tubes.add(tube(name));
    }
    return List.copyOf(tubes);
  }

  static TubeName tube(String name) throws ProtocolException {
    return typed("tube", name, TubeName::of);
  }

  Map<String, String> values() {
    return values;
  }

  String text(String key) throws ProtocolException {
    String value = values.get(key);
    if (value == null) {
      throw new ProtocolException("the server's statistics lack " + key);
    }
    return value;
  }

  long number(String key) throws ProtocolException {
    return typed(key, text(key), Numbers::parseU64);
  }

  /** Signed: a server with an overdue timer reports a negative time left. */
  Duration seconds(String key) throws ProtocolException {
    return typed(key, text(key), text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  <T> T value(String key, Function<String, T> parser) throws ProtocolException {
    return typed(key, text(key), parser);
  }

  private static <T> T typed(String key, String text, Function<String, T> parser)
      throws ProtocolException {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ProtocolException(
          "the server's " + key + " makes no sense: " + Shown.text(text), e);
    }
  }
}
