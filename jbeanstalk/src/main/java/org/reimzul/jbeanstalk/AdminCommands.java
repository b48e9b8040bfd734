package org.reimzul.jbeanstalk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Looking and repairing. */
final class AdminCommands implements Admin {
  private final Caller caller;

  AdminCommands(Caller caller) {
    this.caller = caller;
  }

  @Override
  public Optional<Job> peek(long id) throws BeanstalkException {
    return caller.call(
        Request.of("peek", id),
        reply -> reply.shape().equals("FOUND ? ?") ? Optional.of(reply.job(id)) : found(reply));
  }

  @Override
  public Optional<Job> peekReady() throws BeanstalkException {
    return caller.call(Request.of("peek-ready"), AdminCommands::found);
  }

  @Override
  public Optional<Job> peekDelayed() throws BeanstalkException {
    return caller.call(Request.of("peek-delayed"), AdminCommands::found);
  }

  @Override
  public Optional<Job> peekBuried() throws BeanstalkException {
    return caller.call(Request.of("peek-buried"), AdminCommands::found);
  }

  private static Optional<Job> found(Reply reply) throws ProtocolException {
    return switch (reply.shape()) {
      case "FOUND ? ?" -> Optional.of(reply.job());
      case "NOT_FOUND" -> Optional.empty();
      default -> throw reply.unexpected();
    };
  }

  @Override
  public long kick(long bound) throws BeanstalkException {
    return caller.call(
        Request.of("kick", Numbers.requireU32("bound", bound)),
        reply -> {
          if (!reply.shape().equals("KICKED ?")) {
            throw reply.unexpected();
          }
          return reply.u32(0);
        });
  }

  @Override
  public boolean kickJob(long id) throws BeanstalkException {
    return caller.call(Request.of("kick-job", id), reply -> done(reply, "KICKED"));
  }

  @Override
  public boolean pauseTube(TubeName tube, Duration delay) throws BeanstalkException {
    long seconds = Numbers.requireSeconds("delay", delay, Numbers.MAX_U32);
    return caller.call(
        Request.of("pause-tube " + tube.value(), seconds), reply -> done(reply, "PAUSED"));
  }

  private static Boolean done(Reply reply, String word) throws ProtocolException {
    if (reply.shape().equals("NOT_FOUND")) {
      return false;
    }
    if (!reply.shape().equals(word)) {
      throw reply.unexpected();
    }
    return true;
  }

  @Override
  public Optional<JobStats> statsJob(long id) throws BeanstalkException {
    return caller.call(Request.of("stats-job", id), reply -> stats(reply, JobStats::read));
  }

  @Override
  public Optional<TubeStats> statsTube(TubeName tube) throws BeanstalkException {
    return caller.call(Request.of("stats-tube", tube), reply -> stats(reply, TubeStats::read));
  }

  private static <T> Optional<T> stats(Reply reply, Caller.Decoder<T> decoder)
      throws BeanstalkException {
    return reply.shape().equals("NOT_FOUND")
        ? Optional.empty()
        : Optional.of(decoder.decode(reply));
  }

  @Override
  public ServerStats stats() throws BeanstalkException {
    return caller.call(Request.of("stats"), ServerStats::read);
  }

  @Override
  public List<TubeName> listTubes() throws BeanstalkException {
    return caller.call(Request.of("list-tubes"), StatsReader::tubes);
  }

  @Override
  public List<TubeName> listTubesWatched() throws BeanstalkException {
    return caller.call(Request.of("list-tubes-watched"), StatsReader::tubes);
  }

  @Override
  public TubeName listTubeUsed() throws BeanstalkException {
    return caller.call(
        Request.of("list-tube-used"),
        reply -> {
          if (!reply.shape().equals("USING ?")) {
            throw reply.unexpected();
          }
          return StatsReader.tube(reply.arguments().get(0));
        });
  }
}
