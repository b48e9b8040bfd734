package org.reimzul.faults;

import java.io.IOException;
import java.time.Duration;
import org.reimzul.faults.lab.Link;

/** A server can't be reached, until this is closed. */
final class Outage implements AutoCloseable {
  private final Link link;

  Outage(Link link) throws IOException {
    this.link = link;
    link.refuse();
    link.reset();
  }

  void last(Duration length) throws InterruptedException {
    Thread.sleep(length.toMillis());
  }

  @Override
  public void close() throws IOException {
    link.accept();
  }
}
