package org.reimzul.faults.crash;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.reimzul.faults.load.Acknowledged;
import org.reimzul.faults.load.Nameless;
import org.reimzul.faults.load.Packages;
import org.reimzul.faults.load.Parcel;
import org.reimzul.faults.load.Submitter;

/** Submits builds of every kind, over and over, so that every crash point is reached. */
public final class Traffic implements Runnable {
  private static final int DEPTH = 18;
  private static final int NAMES = 60;
  private static final long PAUSE_MILLIS = 100;
  private static final Optional<String> NONE = Optional.empty();
  private static final List<String> AS_MADE = List.of();

  /** Nobody will miss it. */
  private static final List<String> LOOSE = List.of("canceled", "withdrawn");

  private final Packages packages;
  private final Submitter submitter;
  private final Nameless nameless;
  private final Acknowledged books;
  private final Random random;
  private final Queue<String> loose = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;
  private volatile boolean resting;

  /** Not started yet. */
  public Traffic(
      Packages packages, Submitter submitter, Nameless nameless, Acknowledged books, long seed) {
    this.nameless = nameless;
    this.packages = packages;
    this.submitter = submitter;
    this.books = books;
    this.random = new Random(seed);
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        if (!resting && books.unended().size() < DEPTH) {
          submit(random.nextInt(100));
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** While it rests nothing is submitted. */
  void rest(boolean now) {
    resting = now;
  }

  /** Nothing more is submitted soon. */
  public void stop() {
    stopped = true;
  }

  /** Whether a build has ended. */
  boolean ended(String build) {
    return books.ended(build);
  }

  /** A build like this that may end in any way, each once; empty if there is none. */
  Optional<String> loose(Predicate<String> like) {
    Optional<String> found = loose.stream().filter(like).findFirst();
    return found.filter(loose::remove);
  }

  private void submit(int dice) throws IOException, InterruptedException {
    if (dice < 20) {
      submit(2, List.of("good", "good", "fails"), NONE, AS_MADE);
    } else if (dice < 30) {
      submit(2, List.of("flaky", "good"), NONE, AS_MADE);
    } else if (dice < 48) {
      loose.addAll(anything(2));
    } else if (dice < 55) {
      twins();
    } else if (dice < 60) {
      submit(4, List.of("good"), NONE, AS_MADE);
    } else if (dice < 66) {
      submit(1, Collections.nCopies(5, "broken"), NONE, AS_MADE);
    } else if (dice < 72) {
      nameless.submit(parcel("good", 2));
    } else if (dice < 88) {
      family("good", AS_MADE);
    } else { // it fails, and not before somebody can wait for it
      family("hangs", List.of("canceled"));
    }
  }

  /** Builds that may end in any way. */
  List<String> anything(int count) throws IOException, InterruptedException {
    return submit(2, Collections.nCopies(count, "good"), NONE, LOOSE);
  }

  /** Builds whose publication another one may delay. */
  void delayed() throws IOException, InterruptedException {
    submit(1, List.of("good", "good"), NONE, AS_MADE);
  }

  /** The same package twice at once, where the second one is refused. */
  List<String> twins() throws IOException, InterruptedException {
    List<Parcel> parcel = List.of(parcel("good", 3));
    packages.make(parcel);
    List<String> ids = Collections.synchronizedList(new ArrayList<>());
    var other = new Thread(() -> submitTwin(parcel, ids), "twin");
    other.start();
    submitTwin(parcel, ids);
    other.join();
    return ids;
  }

  private void submitTwin(List<Parcel> parcel, List<String> ids) {
    try {
      submitter.submit(parcel, NONE, List.of("skipped"), job -> ids.add(id(job)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String id(ObjectNode job) {
    return job.required("build_id").textValue();
  }

  /** A build, and one that waits for it. */
  private void family(String parent, List<String> also) throws IOException, InterruptedException {
    List<String> ids = submit(1, List.of(parent), NONE, AS_MADE);
    if (!ids.isEmpty()) {
      submit(1, List.of("good"), Optional.of(ids.get(0)), also);
    }
  }

  private List<String> submit(
      int target, List<String> words, Optional<String> after, List<String> also)
      throws IOException, InterruptedException {
    return submit(
        words.stream().map(word -> parcel(word, target)).distinct().toList(), after, also);
  }

  private synchronized List<String> submit(
      List<Parcel> parcels, Optional<String> after, List<String> also)
      throws IOException, InterruptedException {
    packages.make(parcels);
    List<String> ids = new ArrayList<>();
    submitter.submit(parcels, after, also, job -> ids.add(id(job)));
    return ids;
  }

  private Parcel parcel(String word, int target) {
    String name = word + "-" + String.format("%03d", 900 + random.nextInt(NAMES));
    return new Parcel(name, 1 + random.nextInt(2), "f" + target + ".x86_64", false);
  }
}
