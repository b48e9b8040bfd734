package org.reimzul.jbeanstalk;

/**
 * The server said something that is no reply to what it was asked. The connection was closed, for
 * whatever follows cannot be trusted; nothing works until {@link Beanstalk#reconnect}.
 */
public final class ProtocolException extends BeanstalkException {
  ProtocolException(String message) {
    super(message, null);
  }

  ProtocolException(String message, Throwable cause) {
    super(message, cause);
  }
}
