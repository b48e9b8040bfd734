package org.reimzul.cli;

import org.reimzul.core.lifecycle.Host;

/** Who asks for something, as reasons and messages name him. */
final class Asker {
  /** Role and host, for messages. */
  static final String BY = "reimzul@" + Host.name();

  private Asker() {}

  /** {@code joe@host}. */
  static String person() {
    return System.getProperty("user.name") + "@" + Host.name();
  }

  /** {@code canceled by joe}, and what joe says. */
  static String did(String verb, String why) {
    String user = System.getProperty("user.name");
    return verb + " by " + user + (why == null || why.isBlank() ? "" : ": " + why.strip());
  }
}
