package org.reimzul.faults.watch;

import java.util.List;
import java.util.Optional;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.ClientOptions;
import org.reimzul.jbeanstalk.ConnectionException;
import org.reimzul.jbeanstalk.Endpoint;
import org.reimzul.jbeanstalk.ProtocolException;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.jbeanstalk.TubeStats;

/** The lab's own look at the queue, past all faulty links. Thread-safe. */
public final class Queue implements AutoCloseable {
  private final Endpoint endpoint;
  private Beanstalk client;

  /** What is asked. */
  @FunctionalInterface
  public interface Question<T> {
    /** Asks it. */
    T ask(Beanstalk client) throws BeanstalkException;
  }

  /** Doesn't connect yet. */
  public Queue(String host, int port) {
    this.endpoint = Endpoint.parse("beanstalk://" + host + ":" + port);
  }

  /** Asks a question. */
  public synchronized <T> T on(Question<T> question) throws BeanstalkException {
    try {
      if (client == null) {
        var soon = java.time.Duration.ofSeconds(1);
        client =
            Beanstalk.connect(
                endpoint, ClientOptions.builder().connectTimeout(soon).readTimeout(soon).build());
      }
      return question.ask(client);
    } catch (ConnectionException | ProtocolException e) {
      close();
      throw e;
    }
  }

  /** The statistics of a tube; empty also while the queue is away. */
  public Optional<TubeStats> tube(String name) {
    try {
      return on(client -> client.statsTube(TubeName.of(name)));
    } catch (BeanstalkException e) {
      return Optional.empty();
    }
  }

  /** Whether a job of this tube is ready; false also while the queue is away. */
  public boolean waits(String tube) {
    return tube(tube).filter(stats -> stats.currentJobsReady() > 0).isPresent();
  }

  /** Whether somebody has reserved a job of one of these tubes; false while the queue is away. */
  public boolean reserves(List<String> tubes) {
    try {
      return on(client -> reserves(client, tubes));
    } catch (BeanstalkException e) {
      return false;
    }
  }

  private static boolean reserves(Beanstalk client, List<String> tubes) throws BeanstalkException {
    for (String tube : tubes) {
      Optional<TubeStats> stats = client.statsTube(TubeName.of(tube));
      if (stats.isPresent() && stats.get().currentJobsReserved() > 0) {
        return true;
      }
    }
    return false;
  }

  /** Every tube with jobs that are not buried; empty Optional while the queue is away. */
  public Optional<List<TubeStats>> busyTubes() {
    try {
      return Optional.of(
          on(
              client -> {
                List<TubeStats> busy = new java.util.ArrayList<>();
                for (TubeName name : client.listTubes()) {
                  client.statsTube(name).filter(Queue::busy).ifPresent(busy::add);
                }
                return busy;
              }));
    } catch (BeanstalkException e) {
      return Optional.empty();
    }
  }

  private static boolean busy(TubeStats stats) {
    return stats.currentJobsReady() + stats.currentJobsReserved() + stats.currentJobsDelayed() > 0;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
