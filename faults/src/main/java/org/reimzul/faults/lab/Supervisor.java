package org.reimzul.faults.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Keeps every role running: what ends is started again after a short, random pause. */
public final class Supervisor implements AutoCloseable {
  private static final int LOOK_MILLIS = 50;
  private static final int LONGEST_PAUSE_MILLIS = 1500;
  private static final Duration ORDERLY = Duration.ofSeconds(40);

  private final List<Role> roles;
  private final Random random;
  private final Thread thread;
  private volatile boolean stopped;

  /** Starts them all, in this order. */
  public Supervisor(List<Role> roles, long seed) {
    this.roles = List.copyOf(roles);
    this.random = new Random(seed);
    this.roles.forEach(Role::start);
    thread = new Thread(this::watch, "supervisor");
    thread.setDaemon(true);
    thread.start();
  }

  private void watch() {
    while (!stopped) {
      for (Role role : roles) {
        role.revive(100 + random.nextInt(LONGEST_PAUSE_MILLIS));
      }
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** True when every role runs. */
  public boolean allUp() {
    return roles.stream().allMatch(Role::alive);
  }

  /**
   * Ends ours, then the servers, all by SIGTERM; returns the names of those that had to be killed.
   */
  public List<String> stop() throws InterruptedException {
    close();
    List<String> stubborn = new ArrayList<>();
    stop(roles.stream().filter(role -> !role.server()).toList(), stubborn);
    stop(roles.stream().filter(Role::server).toList(), stubborn);
    return stubborn;
  }

  private static void stop(List<Role> these, List<String> stubborn) throws InterruptedException {
    these.forEach(Role::retire);
    for (Role role : these) {
      if (!role.awaitEnd(ORDERLY)) {
        stubborn.add(role.name());
      }
    }
  }

  /** Starts nothing any more. */
  @Override
  public void close() throws InterruptedException {
    stopped = true;
    thread.interrupt();
    thread.join();
  }
}
