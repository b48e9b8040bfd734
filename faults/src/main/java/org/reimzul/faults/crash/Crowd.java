package org.reimzul.faults.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.faults.load.Commands;

/** People who ask for something at the same time. For one thread. */
final class Crowd {
  private final Commands commands;
  private final List<Thread> people = new ArrayList<>();

  Crowd(Commands commands) {
    this.commands = commands;
  }

  /** One more begins to ask. */
  void ask(String... words) {
    var person = new Thread(() -> run(words), words[0]);
    person.start();
    people.add(person);
  }

  private void run(String... words) {
    try {
      commands.run(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until everybody has an answer. */
  void await() throws InterruptedException {
    for (Thread person : people) {
      person.join();
    }
  }
}
