package org.reimzul.core.queue;

import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;

/** Decides whether a {@link WorkLoop} may take something new. Called by the loop's thread. */
@FunctionalInterface
public interface Gate {
  /** Never shut. */
  Gate OPEN = queue -> true;

  /**
   * Whether a job may be taken now. Asked before each reserve, and every few seconds while shut.
   *
   * @param queue the loop's connection; what it uses may be changed, what it watches may not
   */
  boolean open(Beanstalk queue) throws BeanstalkException, InterruptedException;

  /**
   * Called now and then while a job is held.
   *
   * @param queue as for {@link #open}
   */
  default void busy(Beanstalk queue) throws BeanstalkException, InterruptedException {}
}
