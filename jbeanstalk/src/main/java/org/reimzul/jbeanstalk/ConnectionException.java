package org.reimzul.jbeanstalk;

/**
 * The connection failed: refused, lost, timed out, interrupted, or broken by an earlier failure. A
 * command that was on its way may or may not have been carried out. Nothing works until {@link
 * Beanstalk#reconnect}.
 */
public final class ConnectionException extends BeanstalkException {
  ConnectionException(String message, Throwable cause) {
    super(message, cause);
  }
}
