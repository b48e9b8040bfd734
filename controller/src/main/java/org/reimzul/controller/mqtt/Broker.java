package org.reimzul.controller.mqtt;

import java.io.IOException;

/** Where messages are published. For one thread. */
interface Broker extends AutoCloseable {
  /**
   * Returns the number of the connection, counted from one, when the broker has acknowledged the
   * message. It may arrive twice.
   *
   * @throws IOException when the broker is away or does not acknowledge in time
   */
  long publish(String topic, byte[] payload) throws IOException;

  /**
   * Asks the broker over the connection of this number; false when it is not there any more, so
   * that the broker may have died since, or doesn't answer.
   */
  boolean answers(long connection);

  /** Disconnects, without waiting long; the next message connects again. */
  @Override
  void close();
}
