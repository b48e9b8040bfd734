package org.reimzul.faults.load;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.faults.watch.Queue;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.TubeName;

/** Who looks after the farm: releases builds that are held, and takes hosts into service again. */
public final class Person implements AutoCloseable {
  private static final long LOOK_MILLIS = 3000;
  private static final String DRAIN = "drain/";

  private final Queue queue;
  private final Commands commands;
  private final Duration patience;
  private final Map<String, Long> since = new HashMap<>();
  private final Thread thread = new Thread(this::run, "person");
  private final AtomicInteger released = new AtomicInteger();
  private final AtomicInteger resumed = new AtomicInteger();

  /** Begins to look; {@code patience}: how long a host stays out of service at least. */
  public Person(Queue queue, Commands commands, Duration patience) {
    this.patience = patience;
    this.queue = queue;
    this.commands = commands;
    thread.start();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(LOOK_MILLIS);
        for (String place : due(drained())) {
          if (commands.run("worker", "resume", place) == 0) {
            resumed.incrementAndGet();
          }
        }
        for (String build : held()) {
          if (commands.run("retry", build) == 0) {
            released.incrementAndGet();
          }
        }
      }
    } catch (InterruptedException e) {
      // closed
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> due(Set<String> drained) {
    long now = System.nanoTime();
    since.keySet().retainAll(drained);
    drained.forEach(place -> since.putIfAbsent(place, now));
    return drained.stream().filter(place -> now - since.get(place) >= patience.toNanos()).toList();
  }

  private Set<String> drained() {
    return ask(
        client -> {
          Set<String> places = new LinkedHashSet<>();
          for (TubeName tube : client.listTubes()) {
            if (tube.value().startsWith(DRAIN)) {
              client.use(tube);
              if (client.peekReady().isPresent()) {
                places.add(tube.value().substring(DRAIN.length()).replace('/', '@'));
              }
            }
          }
          return places;
        });
  }

  /** Only the first can be seen; the next is first when that one is released. */
  private Set<String> held() {
    return ask(
        client -> {
          client.use(TubeName.of("held"));
          return client.peekReady().flatMap(Person::build).map(Set::of).orElse(Set.of());
        });
  }

  private static Optional<String> build(Job job) {
    try {
      return Optional.of(BuildJob.decode(job.body()).requireBuildId().value());
    } catch (MalformedMessageException | NewerMessageException e) {
      return Optional.empty();
    }
  }

  private Set<String> ask(Queue.Question<Set<String>> question) {
    try {
      return queue.on(question);
    } catch (BeanstalkException e) {
      return Set.of(); // later
    }
  }

  /** For people. */
  public String summary() {
    return released + " held builds released, " + resumed + " hosts taken into service again";
  }

  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }
}
