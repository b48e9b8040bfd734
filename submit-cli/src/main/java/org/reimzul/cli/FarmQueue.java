package org.reimzul.cli;

import java.util.function.Function;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.queue.QueueConfig;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;

/** The queue as a command uses it: a connection for one piece of work, and words for its end. */
final class FarmQueue {
  /** What is asked. */
  @FunctionalInterface
  interface Question<T> {
    T ask(Beanstalk queue) throws BeanstalkException, UserException;
  }

  /** What is done. */
  @FunctionalInterface
  interface Deed {
    void act(Beanstalk queue) throws BeanstalkException, UserException;
  }

  private FarmQueue() {}

  /** Does it; that the queue is away, or refuses, is told to the user. */
  static void act(QueueConfig config, Deed deed) throws UserException {
    act(config, e -> "", deed);
  }

  /** The same; {@code advice} follows what the queue said, as {@code "; ask again"}. */
  static void act(QueueConfig config, Function<BeanstalkException, String> advice, Deed deed)
      throws UserException {
    ask(
        config,
        advice,
        queue -> {
          deed.act(queue);
          return null;
        });
  }

  /** The same, with an answer. */
  static <T> T ask(
      QueueConfig config, Function<BeanstalkException, String> advice, Question<T> question)
      throws UserException {
    try (Beanstalk queue = Beanstalk.connect(config.endpoint(), config.options())) {
      return question.ask(queue);
    } catch (BeanstalkException e) {
      throw new UserException(config.describe() + ": " + e.getMessage() + advice.apply(e));
    }
  }
}
