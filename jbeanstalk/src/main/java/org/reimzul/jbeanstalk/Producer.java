package org.reimzul.jbeanstalk;

import java.time.Duration;

/**
 * The commands that put jobs. Every method may throw {@link ConnectionException} and {@link
 * ProtocolException}; only the further ones are named.
 */
public interface Producer {
  /** Makes {@code tube} the one that {@code put}, {@code peekReady} and {@code kick} work on. */
  void use(TubeName tube) throws BeanstalkException;

  /**
   * Puts a job into the used tube. When it throws {@link ConnectionException} the job may have been
   * stored all the same: putting it again may store it twice.
   *
   * @param body any bytes; the server's limit is {@link ServerStats#maxJobSize}
   * @param delay how long it stays delayed: whole seconds, 0 to 2^32-1
   * @param ttr how long a consumer may hold it: whole seconds, 0 to 2^32-1; 0 becomes 1
   * @return its id, an unsigned number
   * @throws JobTooBigException when the body is over the server's limit
   * @throws DrainingException when the server takes no more jobs
   * @throws BuriedOnPutException when the server stored the job, but could only bury it
   * @throws ServerOutOfMemoryException when memory or the binlog's disk is full
   * @throws IllegalArgumentException when a duration is out of range; nothing was sent
   */
  long put(byte[] body, Priority priority, Duration delay, Duration ttr) throws BeanstalkException;

  /** As {@code use(tube)}, skipped when it is used already, and then {@code put}. */
  long put(TubeName tube, byte[] body, Priority priority, Duration delay, Duration ttr)
      throws BeanstalkException;
}
