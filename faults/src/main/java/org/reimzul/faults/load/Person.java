package org.reimzul.faults.load;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.NewerMessageException;
import org.reimzul.core.job.Notice;
import org.reimzul.core.queue.Notices;
import org.reimzul.faults.watch.Queue;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.TubeName;

/** Who looks after the farm: releases builds that are held, and takes hosts into service again. */
public final class Person implements AutoCloseable {
  private static final long LOOK_MILLIS = 3000;
  private static final int REFUSED = 1;
  private static final long REFUSED_SECONDS = 15;
  private static final String DRAIN = "drain/";

  private final Queue queue;
  private final Commands commands;
  private final Duration patience;
  private final Map<String, Long> refused = new HashMap<>();
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
        while (release(held())) {
          // and the next
        }
      }
    } catch (InterruptedException e) {
      // closed
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Who was told that it can't be done lets some time pass before asking again. */
  private boolean release(Optional<String> held) throws IOException, InterruptedException {
    long now = System.nanoTime();
    if (held.isEmpty() || now - refused.getOrDefault(held.get(), now) < 0) {
      return false;
    }
    String build = held.get();
    int exit = commands.run("retry", build);
    if (exit == 0) {
      released.incrementAndGet();
    } else if (exit == REFUSED) {
      refused.put(build, System.nanoTime() + TimeUnit.SECONDS.toNanos(REFUSED_SECONDS));
    }
    return exit == 0;
  }

  /** What has gone out of service by itself is mended at once. */
  private List<String> due(Map<String, Boolean> drained) {
    long now = System.nanoTime();
    since.keySet().retainAll(drained.keySet());
    drained.keySet().forEach(place -> since.putIfAbsent(place, now));
    return drained.keySet().stream()
        .filter(place -> drained.get(place) || now - since.get(place) >= patience.toNanos())
        .toList();
  }

  /** By place; true where nobody has asked for it. */
  private Map<String, Boolean> drained() {
    Queue.Question<Map<String, Boolean>> places =
        client -> {
          Map<String, Boolean> found = new LinkedHashMap<>();
          for (TubeName tube : client.listTubes()) {
            if (tube.value().startsWith(DRAIN)) {
              Optional<Notice> notice = Notices.find(client, tube);
              String place = tube.value().substring(DRAIN.length()).replace('/', '@');
              notice.ifPresent(why -> found.put(place, why.by().startsWith("worker")));
            }
          }
          return found;
        };
    return ask(places, Map.of());
  }

  /** Only the first can be seen; the next is first when that one is released. */
  private Optional<String> held() {
    Queue.Question<Optional<String>> first =
        client -> {
          client.use(TubeName.of("held"));
          return client.peekReady().flatMap(Person::build);
        };
    return ask(first, Optional.empty());
  }

  private static Optional<String> build(Job job) {
    try {
      return Optional.of(FarmJob.decode(job.body()).requireBuildId().value());
    } catch (MalformedMessageException | NewerMessageException e) {
      return Optional.empty();
    }
  }

  private <T> T ask(Queue.Question<T> question, T otherwise) {
    try {
      return queue.on(question);
    } catch (BeanstalkException e) {
      return otherwise; // later
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
