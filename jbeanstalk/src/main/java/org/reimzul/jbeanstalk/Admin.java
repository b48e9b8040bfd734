package org.reimzul.jbeanstalk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The commands that look and repair. Every method may throw {@link ConnectionException} and {@link
 * ProtocolException}; only the further ones are named.
 */
public interface Admin {
  /** Shows a job in whatever state without taking it. */
  Optional<Job> peek(long id) throws BeanstalkException;

  /** Shows the used tube's next ready job. */
  Optional<Job> peekReady() throws BeanstalkException;

  /** Shows the used tube's delayed job with the shortest delay left. */
  Optional<Job> peekDelayed() throws BeanstalkException;

  /** Shows the used tube's first buried job. */
  Optional<Job> peekBuried() throws BeanstalkException;

  /**
   * Makes up to {@code bound} of the used tube's buried jobs ready, or, when none is buried, of its
   * delayed ones.
   *
   * @param bound 0 to 2^32-1
   * @return how many
   */
  long kick(long bound) throws BeanstalkException;

  /** Makes one buried or delayed job ready; false when it is neither, or does not exist. */
  boolean kickJob(long id) throws BeanstalkException;

  /** A job's numbers, or empty when it does not exist. */
  Optional<JobStats> statsJob(long id) throws BeanstalkException;

  /** A tube's numbers, or empty when it does not exist. */
  Optional<TubeStats> statsTube(TubeName tube) throws BeanstalkException;

  /** The server's numbers. */
  ServerStats stats() throws BeanstalkException;

  /** Every tube that holds a job or is used or watched by somebody. */
  List<TubeName> listTubes() throws BeanstalkException;

  /** The tube that this connection uses. */
  TubeName listTubeUsed() throws BeanstalkException;

  /** The tubes that this connection watches. */
  List<TubeName> listTubesWatched() throws BeanstalkException;

  /**
   * Lets nobody reserve from {@code tube} for {@code delay}. Forgotten when the server restarts.
   *
   * @param delay whole seconds, 0 to 2^32-1; 0 ends a pause
   * @return false when there is no such tube
   */
  boolean pauseTube(TubeName tube, Duration delay) throws BeanstalkException;
}
