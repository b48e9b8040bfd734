package org.reimzul.core.mqtt;

/** Hears what a connection brings. Called by threads of the connection: must not block. */
public interface Listener {
  /** A message has arrived. */
  void arrived(Inbound message);

  /** The connection broke; it is not called after a close. */
  void lost(String reason);

  /** For somebody who only publishes. */
  static Listener none() {
    return new Listener() {
      @Override
      public void arrived(Inbound message) {
        // nothing was subscribed
      }

      @Override
      public void lost(String reason) {
        // the next message finds out
      }
    };
  }
}
