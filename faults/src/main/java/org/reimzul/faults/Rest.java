package org.reimzul.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.reimzul.faults.lab.Lab;
import org.reimzul.faults.lab.Place;
import org.reimzul.faults.load.Acknowledged;
import org.reimzul.faults.load.Noise;
import org.reimzul.faults.watch.Queue;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.jbeanstalk.Job;
import org.reimzul.jbeanstalk.TubeName;
import org.reimzul.jbeanstalk.TubeStats;

/** Waits until a farm that is left alone has come to rest, and says what is still going on. */
final class Rest {
  private static final long LOOK_MILLIS = 250;

  private final Place place;
  private final Queue queue;
  private final Acknowledged books;

  Rest(Place place, Queue queue, Acknowledged books) {
    this.place = place;
    this.queue = queue;
    this.books = books;
  }

  /** Waits at most this long; returns what is not at rest then. */
  List<String> await(Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    List<String> unrest = unrest();
    while (!unrest.isEmpty() && System.nanoTime() - end < 0) {
      Thread.sleep(LOOK_MILLIS);
      unrest = unrest();
    }
    return unrest;
  }

  /** Waits until every acknowledged build has a commit record; returns those without. */
  List<String> awaitEnds(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!books.unended().isEmpty() && System.nanoTime() - end < 0) {
      Thread.sleep(LOOK_MILLIS);
    }
    return books.unended();
  }

  private List<String> unrest() throws IOException {
    List<String> unrest = new ArrayList<>();
    books.unended().forEach(build -> unrest.add("build " + build + " has no end"));
    queue
        .busyTubes()
        .ifPresentOrElse(
            tubes -> tubes.forEach(tube -> busy(tube, unrest)),
            () -> unrest.add("the queue is away"));
    for (String dir :
        List.of("incoming", "work", "state/outbox", "state/events", "state/reindex")) {
      files(dir, unrest);
    }
    for (String target : Lab.TARGETS) {
      files("state/targets/" + target + "/dirty", unrest);
    }
    return unrest;
  }

  private void busy(TubeStats tube, List<String> unrest) {
    TubeName name = tube.name();
    try {
      Optional<Job> next =
          queue.on(
              client -> {
                client.use(name);
                Optional<Job> delayed = client.peekDelayed();
                if (delayed.isPresent() && Noise.fromTomorrow(delayed.get().body())) {
                  client.delete(delayed.get().id()); // its reader will never come
                  return Optional.empty();
                }
                return delayed.isPresent() ? delayed : client.peekReady();
              });
      unrest.add("tube " + name.value() + ": " + next.map(Rest::text).orElse("jobs"));
    } catch (BeanstalkException e) {
      unrest.add("tube " + name.value() + ": " + e.getMessage());
    }
  }

  /** Takes out what was buried; returns what should not have been: all but poison of our time. */
  List<String> wronglyBuried() throws BeanstalkException {
    List<String> wrong = new ArrayList<>();
    for (TubeName name : queue.on(client -> client.listTubes())) {
      queue.on(
          client -> {
            client.use(name);
            for (Optional<Job> job = client.peekBuried(); job.isPresent(); ) {
              byte[] body = job.get().body();
              if (!Noise.isPoison(body) || Noise.fromTomorrow(body)) {
                wrong.add("tube " + name.value() + ": " + text(job.get()));
              }
              client.delete(job.get().id());
              job = client.peekBuried();
            }
            return wrong;
          });
    }
    return wrong;
  }

  private static String text(Job job) {
    String body = new String(job.body(), StandardCharsets.UTF_8);
    return body.substring(0, Math.min(300, body.length()));
  }

  private void files(String dir, List<String> unrest) throws IOException {
    Path path = place.bstore().resolve(dir);
    if (Files.isDirectory(path)) {
      try (Stream<Path> children = Files.list(path)) {
        children.forEach(child -> unrest.add(dir + " holds " + child.getFileName()));
      }
    }
  }
}
