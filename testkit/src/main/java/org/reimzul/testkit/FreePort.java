package org.reimzul.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Picks loopback ports that nobody listens on. A server binds its port seconds after it was picked:
 * so none is given twice by this JVM, and none is one that systems give away by themselves, to
 * connections and to who asks for any port (from 32768 on Linux). Thread-safe.
 */
public final class FreePort {
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

  private FreePort() {}

  /**
   * A port on 127.0.0.1 that was free a moment ago.
   *
   * @throws IllegalStateException when there is none
   */
  public static int next() {
    for (int tries = FIRST; tries < END; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      if (free(port) && GIVEN.add(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port from " + FIRST + " to " + (END - 1) + " is free");
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false; // taken
    }
  }
}
