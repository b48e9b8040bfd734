package org.reimzul.faults;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntSupplier;
import org.reimzul.faults.load.Acknowledged;
import org.reimzul.faults.load.Noise;
import org.reimzul.faults.load.Parcel;
import org.reimzul.faults.load.Submitter;

/** Submits a plan so that there is always work, and work left for the faults to come. */
final class Load implements Runnable {
  private static final int DEPTH = 14;
  private static final int BATCH = 6;

  private final Deque<Parcel> todo;
  private final Submitter submitter;
  private final Acknowledged books;
  private final Noise noise;
  private final IntSupplier allowed;

  /** {@code allowed} tells how many may have been submitted by now. */
  Load(
      List<Parcel> plan,
      Submitter submitter,
      Acknowledged books,
      Noise noise,
      IntSupplier allowed) {
    this.todo = new ArrayDeque<>(plan);
    this.submitter = submitter;
    this.books = books;
    this.noise = noise;
    this.allowed = allowed;
  }

  @Override
  public void run() {
    try {
      while (!todo.isEmpty()) {
        if (books.unended().size() < DEPTH && books.total() < allowed.getAsInt()) {
          todo.addAll(submitter.submit(batch(), noise::after));
        } else {
          Thread.sleep(100);
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next few that one command can submit; each source package once. */
  private List<Parcel> batch() {
    List<Parcel> batch = new ArrayList<>();
    Parcel first = todo.peekFirst();
    for (Iterator<Parcel> each = todo.iterator(); each.hasNext() && batch.size() < BATCH; ) {
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
