package org.reimzul.jbeanstalk;

import java.time.Duration;

/** {@code use} and {@code put}. */
final class ProducerCommands implements Producer {
  private final Caller caller;
  private TubeName used = TubeName.DEFAULT;

  ProducerCommands(Caller caller) {
    this.caller = caller;
  }

  @Override
  public void use(TubeName tube) throws BeanstalkException {
    caller.call(
        Request.of("use", tube),
        reply -> {
          if (!reply.line().equals("USING " + tube.value())) {
            throw reply.unexpected();
          }
          return tube;
        });
    used = tube;
  }

  @Override
  public long put(byte[] body, Priority priority, Duration delay, Duration ttr)
      throws BeanstalkException {
    return put(request(body, priority, delay, ttr));
  }

  @Override
  public long put(TubeName tube, byte[] body, Priority priority, Duration delay, Duration ttr)
      throws BeanstalkException {
    Request put = request(body, priority, delay, ttr);
    if (!tube.equals(used)) {
      use(tube);
    }
    return put(put);
  }

  private static Request request(byte[] body, Priority priority, Duration delay, Duration ttr) {
    String line =
        String.join(
            " ",
            "put",
            Long.toString(priority.value()),
            Long.toString(Numbers.requireSeconds("delay", delay, Numbers.MAX_U32)),
            Long.toString(Numbers.requireSeconds("ttr", ttr, Numbers.MAX_U32)),
            Integer.toString(body.length));
    return Request.of(line).withBody(body);
  }

  private long put(Request put) throws BeanstalkException {
    return caller.call(put, reply -> inserted(reply, put.body().length));
  }

  private static Long inserted(Reply reply, int length) throws BeanstalkException {
    return switch (reply.shape()) {
      case "INSERTED ?" -> reply.id();
      case "BURIED ?" -> throw new BuriedOnPutException(reply.id());
      case "EXPECTED_CRLF" -> throw new ExpectedCrlfException();
      case "JOB_TOO_BIG" -> throw new JobTooBigException(length);
      case "DRAINING" -> throw new DrainingException();
      default -> throw reply.unexpected();
    };
  }

  /** Brings a new connection to where the old one was. */
  void replay() throws BeanstalkException {
    if (!used.equals(TubeName.DEFAULT)) {
      use(used);
    }
  }
}
