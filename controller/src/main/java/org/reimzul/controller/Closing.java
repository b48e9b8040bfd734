package org.reimzul.controller;

import org.reimzul.core.lifecycle.Service;

/** Closes what the services that are stopped before it have used. */
record Closing(String name, AutoCloseable used) implements Service {
  @Override
  public void start() {
    // open from the beginning: it connects when it is used
  }

  @Override
  public void stop() {
    try {
      used.close();
    } catch (Exception e) {
      throw new IllegalStateException(name + " cannot be closed", e);
    }
  }
}
