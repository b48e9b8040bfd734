package org.reimzul.faults.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.reimzul.faults.load.Acknowledged;
import org.reimzul.faults.load.Commands;
import org.reimzul.faults.load.Packages;
import org.reimzul.faults.load.Parcel;
import org.reimzul.faults.load.Submitter;

/**
 * Does everything that a farm can be asked, over and over, so that every crash point is reached.
 */
public final class Traffic implements Runnable {
  private static final int DEPTH = 10;
  private static final int NAMES = 40;
  private static final Optional<String> NONE = Optional.empty();
  private static final Optional<String> ANY = Optional.of("any");

  private final Packages packages;
  private final Submitter submitter;
  private final Acknowledged books;
  private final Commands commands;
  private final Villain villain;
  private final Random random;
  private final List<String> loose = new ArrayList<>();
  private volatile boolean stopped;

  /** Not started yet. */
  public Traffic(
      Packages packages,
      Submitter submitter,
      Acknowledged books,
      Commands commands,
      Villain villain,
      long seed) {
    this.packages = packages;
    this.submitter = submitter;
    this.books = books;
    this.commands = commands;
    this.villain = villain;
    this.random = new Random(seed);
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        if (books.unended().size() < DEPTH) {
          submit(random.nextInt(100));
        }
        trouble(random.nextInt(100));
        Thread.sleep(200);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing more is submitted soon. */
  public void stop() {
    stopped = true;
  }

  private void submit(int dice) throws IOException, InterruptedException {
    if (dice < 45) {
      submit(List.of(parcel("good", 2), parcel("good", 1), parcel("fails", 2)), NONE, NONE);
    } else if (dice < 65) {
      submit(List.of(parcel("flaky", 1)), NONE, NONE);
    } else if (dice < 75) {
      submit(List.of(parcel("good", 1)), books.latestToSucceed(), NONE);
    } else if (dice < 85) {
      submit(List.of(parcel("good", 1)), NONE, ANY).forEach(this::callOff);
    } else if (dice < 91) {
      loose.addAll(submit(List.of(parcel("good", 2)), NONE, ANY));
    } else if (dice < 95) {
      submit(List.of(parcel("good", 3)), NONE, ANY); // may be refused
    } else if (dice < 98) {
      submit(List.of(parcel("good", 4)), NONE, NONE);
    } else {
      submit(List.of(parcel("hangs", 1)), NONE, NONE);
    }
  }

  private void trouble(int dice) throws IOException, InterruptedException {
    if (dice < 3 && !loose.isEmpty()) {
      commands.run("withdraw", "-m", "was bad", "--timeout", "5s", loose.remove(0));
    } else if (dice < 5) {
      commands.run("worker", "drain", "-m", "new disk", dice < 4 ? "alpha@1" : "beta");
    } else if (dice < 6) {
      commands.run("reindex");
    } else if (dice < 12) {
      villain.act(random);
    }
  }

  private Parcel parcel(String word, int target) {
    String name = word + "-" + String.format("%03d", 900 + random.nextInt(NAMES));
    return new Parcel(name, 1 + random.nextInt(2), "f" + target + ".x86_64", false);
  }

  private List<String> submit(List<Parcel> wanted, Optional<String> after, Optional<String> expect)
      throws IOException, InterruptedException {
    packages.make(wanted);
    List<String> ids = new ArrayList<>();
    for (Parcel parcel : wanted) {
      submitter.submit(
          List.of(parcel), after, expect, job -> ids.add(job.required("build_id").textValue()));
    }
    return ids;
  }

  private void callOff(String build) {
    try {
      Thread.sleep(random.nextInt(3) * 700L);
      commands.run("cancel", "--timeout", "5s", "-m", "changed my mind", build);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
