package org.reimzul.jbeanstalk;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes to and from one server. For one thread. After an exception only {@link #close} is left. */
interface Transport extends AutoCloseable {
  /**
   * Reads at least one byte.
   *
   * @return how many, or -1 at the end of the stream
   * @throws java.net.SocketTimeoutException when nothing came before the deadline
   */
  int read(ByteBuffer into, Deadline deadline) throws IOException;

  /**
   * Writes all of it.
   *
   * @throws java.net.SocketTimeoutException when the deadline passed first
   */
  void write(ByteBuffer[] bytes, Deadline deadline) throws IOException;

  @Override
  void close();
}
