package org.reimzul.jbeanstalk;

/**
 * The server refused a command with one of the protocol's error words. Unless the subclass says
 * otherwise the connection is as good as before.
 */
public abstract sealed class ServerException extends BeanstalkException
    permits BadFormatException,
        BuriedOnPutException,
        BuriedOnReleaseException,
        DrainingException,
        ExpectedCrlfException,
        InternalErrorException,
        JobTooBigException,
        NotFoundException,
        NotIgnoredException,
        ServerOutOfMemoryException,
        UnknownCommandException {
  private final String reply;

  ServerException(String reply, String message) {
    super(message, null);
    this.reply = reply;
  }

  /** The reply's first word, as {@code DRAINING}. */
  public String reply() {
    return reply;
  }
}
