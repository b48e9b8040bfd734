package org.reimzul.faults;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that a thread of its own does, whose death is told. */
final class Errand {
  private final FutureTask<Boolean> task;

  /** Begins. */
  Errand(String name, Runnable work) {
    task = new FutureTask<>(work, true);
    new Thread(task, name).start();
  }

  /** Waits for the end; what it died of, if it did. */
  Optional<Throwable> end() throws InterruptedException {
    try {
      task.get();
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause());
    }
  }
}
