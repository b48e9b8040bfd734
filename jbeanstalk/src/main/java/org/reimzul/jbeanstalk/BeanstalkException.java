package org.reimzul.jbeanstalk;

/** What can go wrong while talking to a beanstalkd. Immutable. */
public abstract sealed class BeanstalkException extends Exception
    permits ConnectionException, ProtocolException, ServerException {
  BeanstalkException(String message, Throwable cause) {
    super(message, cause);
  }
}
