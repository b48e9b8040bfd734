package org.reimzul.bstore.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.ClientOptions;
import org.reimzul.jbeanstalk.Endpoint;
import org.reimzul.jbeanstalk.Reservation;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.BeanstalkServer;

/** Collects what arrives in a tube. */
public final class Inbox implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final Beanstalk queue;
  private final List<byte[]> received = new ArrayList<>();

  public Inbox(BeanstalkServer server, TubeName tube) throws BeanstalkException {
    queue = connect(server);
    queue.watch(tube);
    queue.ignore(TubeName.DEFAULT);
  }

  public static Beanstalk connect(BeanstalkServer server) throws BeanstalkException {
    return Beanstalk.connect(Endpoint.parse(server.url()), ClientOptions.builder().build());
  }

  /** Everything so far, in order. */
  public List<byte[]> all() throws BeanstalkException {
    while (queue.reserve(Duration.ZERO) instanceof Reservation.Reserved reserved) {
      received.add(reserved.job().body());
      queue.delete(reserved.job().id());
    }
    return List.copyOf(received);
  }

  /** The ends of builds so far. */
  public List<BuildEvent> ends() throws BeanstalkException, MalformedMessageException {
    List<BuildEvent> ends = new ArrayList<>();
    for (byte[] body : all()) {
      ends.add(BuildEvent.decode(body));
    }
    return ends;
  }

  /** The end of a build, awaited. */
  public BuildEvent end(BuildId build) {
    return Await.value(
        LIMIT,
        "the end of build " + build,
        () ->
            ends().stream().filter(e -> e.job().buildId().orElseThrow().equals(build)).findFirst());
  }

  /** The first event for which this holds, awaited. */
  public FarmEvent event(Predicate<FarmEvent> wanted) {
    return Await.value(
        LIMIT,
        "an event",
        () -> {
          for (byte[] body : all()) {
            FarmEvent event = FarmEvent.decode(body);
            if (wanted.test(event)) {
              return Optional.of(event);
            }
          }
          return Optional.empty();
        });
  }

  @Override
  public void close() {
    queue.close();
  }
}
