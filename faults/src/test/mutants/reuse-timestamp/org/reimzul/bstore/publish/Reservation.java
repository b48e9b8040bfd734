package org.reimzul.bstore.publish;

import java.io.IOException;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Place;
import org.reimzul.bstore.store.Store;
import org.reimzul.bstore.store.Trees;
import org.reimzul.core.job.AttemptId;

/** The fault: who comes to a place second takes it, and what was there is gone. */
final class Reservation {
  private final Store store;

  Reservation(Store store, AttemptId attempt) {
    this.store = store;
  }

  Place take(Place asked) throws IOException {
    Durable.directories(store.at(asked).getParent());
    Trees.delete(store.at(asked));
    return asked;
  }

  boolean claim(Place place) throws IOException {
    return true;
  }

  void release() throws IOException {}
}
