package org.reimzul.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Every process that this JVM has started and not yet closed; all end with the JVM. */
public final class RunningServers {
  private static final List<ServerProcess> RUNNING = new ArrayList<>();
  private static boolean ending;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(RunningServers::stopAll, "stop-servers"));
  }

  private RunningServers() {}

  /** Starts a process. */
  interface Start {
    ServerProcess start() throws IOException;
  }

  static synchronized ServerProcess add(Start start) throws IOException {
    if (ending) {
      throw new IOException("no process is started any more: this JVM ends");
    }
    ServerProcess server = start.start();
    RUNNING.add(server);
    return server;
  }

  static synchronized void remove(ServerProcess server) {
    RUNNING.remove(server);
  }

  /**
   * Stops all of them, the last started first, and lets none be started afterwards. For the end of
   * the JVM. Idempotent.
   */
  public static synchronized void stopAll() {
    ending = true;
    List<ServerProcess> servers = new ArrayList<>(RUNNING);
    Collections.reverse(servers);
    servers.forEach(ServerProcess::terminate);
    servers.forEach(ServerProcess::close);
  }
}
