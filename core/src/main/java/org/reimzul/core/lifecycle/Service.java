package org.reimzul.core.lifecycle;

/** A part of a daemon. */
public interface Service {
  /** Short, for logs and thread names. */
  String name();

  /** Begins to work in the background; throws if it can't, and then needs no stop. */
  void start() throws Exception;

  /** Ends the work and waits for its end. Safe twice, and on a service that never started. */
  void stop();
}
