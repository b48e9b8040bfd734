package org.reimzul.controller;

import java.util.List;
import org.reimzul.core.lifecycle.Service;

/** Services that stop at the same time, since each may need seconds to notice. */
record Together(String name, List<Service> services) implements Service {
  @Override
  public void start() throws Exception {
    for (Service service : services) {
      service.start();
    }
  }

  @Override
  public void stop() {
    List<Thread> stopping =
        services.stream()
            .map(service -> new Thread(service::stop, "stop-" + service.name()))
            .toList();
    stopping.forEach(Thread::start);
    try {
      for (Thread one : stopping) {
        one.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
