package org.reimzul.controller.mqtt;

import org.reimzul.core.job.MalformedMessageException;

/** What is published, and where. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Letter(String topic, byte[] payload) {
  /** Makes one of a job in a sink's tube. */
  @FunctionalInterface
  interface Reader {
    Letter read(byte[] body) throws MalformedMessageException;
  }
}
