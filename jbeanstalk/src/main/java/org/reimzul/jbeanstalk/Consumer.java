package org.reimzul.jbeanstalk;

import java.time.Duration;
import java.util.Optional;

/**
 * The commands that take and settle jobs. Every method may throw {@link ConnectionException} and
 * {@link ProtocolException}; only the further ones are named. When the connection goes, the server
 * makes every job that it held ready again at once.
 */
public interface Consumer {
  /** Takes jobs from {@code tube} too; returns how many tubes are watched now. */
  int watch(TubeName tube) throws BeanstalkException;

  /**
   * Stops taking jobs from {@code tube}; returns how many tubes are watched now.
   *
   * @throws NotIgnoredException when it is the only one watched
   */
  int ignore(TubeName tube) throws BeanstalkException;

  /**
   * Waits for a job with no end as far as the server knows; after {@link
   * ClientOptions#reserveLimit} the connection counts as dead. Prefer {@link #reserve(Duration)}: a
   * partitioned client in a plain reserve is given a job that nobody works on until its time to run
   * has passed.
   */
  Reservation reserve() throws BeanstalkException;

  /**
   * Waits for a job up to {@code timeout}. A job whose number is smaller in priority comes first,
   * then the older. An interrupt ends the wait with {@link ConnectionException} and leaves the
   * thread's interrupt flag set. Only reserving and connecting heed interrupts: a delete on its way
   * is seen through.
   *
   * @param timeout whole seconds, 0 to 2^31-1
   * @throws IllegalArgumentException when it is not; nothing was sent
   */
  Reservation reserve(Duration timeout) throws BeanstalkException;

  /** Takes the ready, delayed or buried job {@code id}; empty when there is none to take. */
  Optional<Job> reserveJob(long id) throws BeanstalkException;

  /**
   * Restarts the time to run of a job held by this connection.
   *
   * @throws NotFoundException when it is not (its time had passed, perhaps)
   */
  void touch(long id) throws BeanstalkException;

  /**
   * Gives a held job back.
   *
   * @param delay whole seconds, 0 to 2^32-1, until it is ready
   * @throws NotFoundException when this connection does not hold it
   * @throws BuriedOnReleaseException when the server could only bury it
   */
  void release(long id, Priority priority, Duration delay) throws BeanstalkException;

  /**
   * Puts a held job aside until somebody kicks it.
   *
   * @throws NotFoundException when this connection does not hold it
   */
  void bury(long id, Priority priority) throws BeanstalkException;

  /**
   * Deletes a job that is held by this connection, ready, delayed or buried. A job whose time to
   * run has passed is ready again, so deleting it succeeds although somebody else may redo it.
   *
   * @return false when there is no such job, or another connection holds it
   */
  boolean delete(long id) throws BeanstalkException;
}
