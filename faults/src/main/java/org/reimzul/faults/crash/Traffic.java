package org.reimzul.faults.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.reimzul.faults.load.Acknowledged;
import org.reimzul.faults.load.Packages;
import org.reimzul.faults.load.Parcel;
import org.reimzul.faults.load.Submitter;

/** Submits builds of every kind, over and over, so that every crash point is reached. */
public final class Traffic implements Runnable {
  private static final int DEPTH = 10;
  private static final int NAMES = 60;
  private static final long PAUSE_MILLIS = 150;
  private static final Optional<String> NONE = Optional.empty();
  private static final Optional<String> ANY = Optional.of("any");

  private final Packages packages;
  private final Submitter submitter;
  private final Acknowledged books;
  private final Random random;
  private final Queue<String> loose = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;
  private volatile boolean resting;

  /** Not started yet. */
  public Traffic(Packages packages, Submitter submitter, Acknowledged books, long seed) {
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

  /** A build that may end in any way, each once; empty if there is none. */
  Optional<String> loose() {
    return Optional.ofNullable(loose.poll());
  }

  private void submit(int dice) throws IOException, InterruptedException {
    if (dice < 35) {
      submit(2, List.of("good", "good", "fails"), NONE, NONE);
    } else if (dice < 55) {
      submit(2, List.of("flaky", "good"), NONE, NONE);
    } else if (dice < 67) {
      submit(1, List.of("good"), books.latestToSucceed(), NONE);
    } else if (dice < 87) {
      loose.addAll(submit(2, List.of("good", "good"), NONE, ANY));
    } else if (dice < 93) {
      submit(3, List.of("good"), NONE, ANY); // may be refused
    } else if (dice < 98) {
      submit(4, List.of("good"), NONE, NONE);
    } else {
      submit(2, List.of("hangs"), NONE, NONE);
    }
  }

  private List<String> submit(
      int target, List<String> words, Optional<String> after, Optional<String> expect)
      throws IOException, InterruptedException {
    List<Parcel> parcels = words.stream().map(word -> parcel(word, target)).distinct().toList();
    packages.make(parcels);
    List<String> ids = new ArrayList<>();
    submitter.submit(parcels, after, expect, job -> ids.add(job.required("build_id").textValue()));
    return ids;
  }

  private Parcel parcel(String word, int target) {
    String name = word + "-" + String.format("%03d", 900 + random.nextInt(NAMES));
    return new Parcel(name, 1 + random.nextInt(2), "f" + target + ".x86_64", false);
  }
}
