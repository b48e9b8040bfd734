package org.reimzul.controller.mqtt;

import java.io.IOException;

/** Where messages are published. For one thread. */
interface Broker extends AutoCloseable {
  /**
   * Returns when the broker has acknowledged the message. It may arrive twice.
   *
   * @throws IOException when the broker is away or does not acknowledge in time
   */
  void publish(String topic, byte[] payload) throws IOException;

  /** Disconnects, without waiting long; the next message connects again. */
  @Override
  void close();
}
