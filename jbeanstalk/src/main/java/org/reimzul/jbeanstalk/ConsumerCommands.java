package org.reimzul.jbeanstalk;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Watching, reserving and settling. */
final class ConsumerCommands implements Consumer {
  private final Caller caller;
  private final Duration reserveLimit;
  private final Set<TubeName> watched = new LinkedHashSet<>(List.of(TubeName.DEFAULT));

  ConsumerCommands(Caller caller, Duration reserveLimit) {
    this.caller = caller;
    this.reserveLimit = reserveLimit;
  }

  @Override
  public int watch(TubeName tube) throws BeanstalkException {
    int count = caller.call(Request.of("watch", tube), ConsumerCommands::watching);
    watched.add(tube);
    return count;
  }

  @Override
  public int ignore(TubeName tube) throws BeanstalkException {
    int count =
        caller.call(
            Request.of("ignore", tube),
            reply -> {
              if (reply.shape().equals("NOT_IGNORED")) {
                throw new NotIgnoredException(tube);
              }
              return watching(reply);
            });
    watched.remove(tube);
    return count;
  }

  private static Integer watching(Reply reply) throws ProtocolException {
    long count = reply.shape().equals("WATCHING ?") ? reply.u32(0) : 0;
    if (count < 1 || count > Integer.MAX_VALUE) {
      throw reply.unexpected();
    }
    return (int) count;
  }

  @Override
  public Reservation reserve() throws BeanstalkException {
    return caller.call(
        Request.of("reserve").withPatience(reserveLimit), ConsumerCommands::reservation);
  }

  @Override
  public Reservation reserve(Duration timeout) throws BeanstalkException {
    long seconds = Numbers.requireSeconds("timeout", timeout, Integer.MAX_VALUE);
    return caller.call(
        Request.of("reserve-with-timeout", seconds).withPatience(timeout),
        ConsumerCommands::reservation);
  }

  private static Reservation reservation(Reply reply) throws ProtocolException {
    return switch (reply.shape()) {
      case "RESERVED ? ?" -> new Reservation.Reserved(reply.job());
      case "TIMED_OUT" -> new Reservation.TimedOut();
      case "DEADLINE_SOON" -> new Reservation.DeadlineSoon();
      default -> throw reply.unexpected();
    };
  }

  @Override
  public Optional<Job> reserveJob(long id) throws BeanstalkException {
    return caller.call(
        Request.of("reserve-job", id),
        reply ->
            switch (reply.shape()) {
              case "RESERVED ? ?" -> Optional.of(reply.job(id));
              case "NOT_FOUND" -> Optional.empty();
              default -> throw reply.unexpected();
            });
  }

  @Override
  public void touch(long id) throws BeanstalkException {
    settle(Request.of("touch", id), id, "TOUCHED");
  }

  @Override
  public void release(long id, Priority priority, Duration delay) throws BeanstalkException {
    long seconds = Numbers.requireSeconds("delay", delay, Numbers.MAX_U32);
    String command = "release " + Long.toUnsignedString(id) + " " + priority.value();
    settle(Request.of(command, seconds), id, "RELEASED");
  }

  @Override
  public void bury(long id, Priority priority) throws BeanstalkException {
    settle(Request.of("bury " + Long.toUnsignedString(id), priority.value()), id, "BURIED");
  }

  private void settle(Request request, long id, String done) throws BeanstalkException {
    caller.call(request, reply -> settled(reply, id, done));
  }

  private static String settled(Reply reply, long id, String done) throws BeanstalkException {
    String shape = reply.shape();
    if (shape.equals(done)) {
      return shape;
    }
    throw switch (shape) {
      case "NOT_FOUND" -> new NotFoundException(id);
      case "BURIED" ->
          done.equals("RELEASED") ? new BuriedOnReleaseException(id) : reply.unexpected();
      default -> reply.unexpected();
    };
  }

  @Override
  public boolean delete(long id) throws BeanstalkException {
    return caller.call(
        Request.of("delete", id),
        reply ->
            switch (reply.shape()) {
              case "DELETED" -> true;
              case "NOT_FOUND" -> false;
              default -> throw reply.unexpected();
            });
  }

  /** Brings a new connection, which watches the default tube, to where the old one was. */
  void replay() throws BeanstalkException {
    for (TubeName tube : List.copyOf(watched)) {
      if (!tube.equals(TubeName.DEFAULT)) {
        watch(tube);
      }
    }
    if (!watched.contains(TubeName.DEFAULT)) {
      ignore(TubeName.DEFAULT);
    }
  }
}
