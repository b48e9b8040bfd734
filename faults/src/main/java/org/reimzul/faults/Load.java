package org.reimzul.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.reimzul.faults.load.Acknowledged;
import org.reimzul.faults.load.Caller;
import org.reimzul.faults.load.Noise;
import org.reimzul.faults.load.Parcel;
import org.reimzul.faults.load.Submitter;

/** Submits a plan so that there is always work, and work left for the faults to come. */
final class Load implements Runnable {
  private static final int DEPTH = 14;
  private static final int BATCH = 6;
  private static final int FEW = 2;
  private static final Optional<String> NONE = Optional.empty();

  private final Deque<Parcel> todo;
  private final Submitter submitter;
  private final Acknowledged books;
  private final Noise noise;
  private final Optional<Caller> caller;
  private final IntSupplier allowed;
  private final BooleanSupplier more;
  private final List<Parcel> plan;
  private final Random random;
  private int next;

  /**
   * Not started yet.
   *
   * @param caller calls some builds off; empty: the farm can neither do that nor order builds
   * @param allowed tells how many may have been submitted by now
   * @param more tells whether to go on after the plan
   */
  Load(
      List<Parcel> plan,
      Submitter submitter,
      Acknowledged books,
      Noise noise,
      Optional<Caller> caller,
      IntSupplier allowed,
      BooleanSupplier more) {
    this.plan = plan;
    this.todo = new ArrayDeque<>(plan);
    this.submitter = submitter;
    this.books = books;
    this.noise = noise;
    this.caller = caller;
    this.allowed = allowed;
    this.more = more;
    this.random = new Random(plan.hashCode());
  }

  @Override
  public void run() {
    try {
      while (!todo.isEmpty() || refill()) {
        int open = books.unended().size();
        if (open < FEW || (open < DEPTH && books.total() < allowed.getAsInt())) {
          submitSome();
        } else {
          Thread.sleep(100);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** While more faults are to come they must find work: the plan begins again. */
  private boolean refill() {
    for (int i = 0; i < BATCH && more.getAsBoolean(); i++) {
      todo.add(plan.get(next++ % plan.size()));
    }
    return !todo.isEmpty();
  }

  private void submitSome() throws IOException, InterruptedException {
    int mood = caller.isEmpty() ? 99 : random.nextInt(100);
    if (mood < 10) {
      todo.addAll(
          submitter.submit(
              batch(FEW),
              NONE,
              List.of("canceled"),
              job -> caller.orElseThrow().callOff(job.required("build_id").textValue())));
    } else if (mood < 22) {
      todo.addAll(submitter.submit(batch(FEW), books.latestToSucceed(), List.of(), noise::after));
    } else {
      todo.addAll(submitter.submit(batch(BATCH), NONE, List.of(), noise::after));
    }
  }

  /** The next few that one command can submit; each source package once. */
  private List<Parcel> batch(int most) {
    List<Parcel> batch = new ArrayList<>();
    Parcel first = todo.peekFirst();
    for (Iterator<Parcel> each = todo.iterator(); each.hasNext() && batch.size() < most; ) {
      Parcel parcel = each.next();
      boolean fits = parcel.target().equals(first.target()) && parcel.scratch() == first.scratch();
      if (fits && batch.stream().noneMatch(other -> other.srpm().equals(parcel.srpm()))) {
        batch.add(parcel);
        each.remove();
      }
    }
    return batch;
  }
}
