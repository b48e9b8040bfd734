package org.reimzul.jbeanstalk;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One connection, from its first byte to its first failure, after which it refuses everything. */
final class Session implements Caller, AutoCloseable {
  private static final Duration PARTING = Duration.ofMillis(200);

  private final Transport transport;
  private final ReplyReader reader;
  private final Duration readTimeout;
  private boolean open = true;

  Session(Transport transport, ClientOptions options) {
    this.transport = transport;
    this.reader = new ReplyReader(transport, options.maxBodyLength());
    this.readTimeout = options.readTimeout();
  }

  @Override
  public <T> T call(Request request, Decoder<T> decoder) throws BeanstalkException {
    if (!open) {
      throw new ConnectionException("the connection is closed; reconnect() opens a new one", null);
    }
    boolean usable = false;
    try {
      Reply reply = exchange(request);
      refuse(reply, request);
      T result = decoder.decode(reply);
      usable = true;
      return result;
    } catch (ServerException e) {
      usable = inStep(e, request);
      throw e;
    } finally {
      if (!usable) {
        drop();
      }
    }
  }

  private Reply exchange(Request request) throws BeanstalkException {
    if (reader.hasLeftover()) {
      throw new ProtocolException("the server sent more than it was asked for");
    }
    try {
      transport.write(request.bytes(), Deadline.in(readTimeout));
      Duration patience = readTimeout.plus(request.patience());
      return reader.read(
          request.waits() ? Deadline.interruptibleIn(patience) : Deadline.in(patience));
    } catch (SocketTimeoutException e) {
      throw new ConnectionException(
          request.command() + ": no answer within " + readTimeout.plus(request.patience()), e);
    } catch (IOException e) {
      throw new ConnectionException(request.command() + ": " + e.getMessage(), e);
    }
  }

  /** The errors that the server may give to every command. */
  private static void refuse(Reply reply, Request request) throws ServerException {
    switch (reply.shape()) {
      case "OUT_OF_MEMORY" -> throw new ServerOutOfMemoryException();
      case "INTERNAL_ERROR" -> throw new InternalErrorException();
      case "BAD_FORMAT" -> throw new BadFormatException();
      case "UNKNOWN_COMMAND" -> throw new UnknownCommandException(request.command());
      default -> {}
    }
  }

  /** False when the server might take what follows (or a body just sent) for commands. */
  private static boolean inStep(ServerException error, Request request) {
    if (error instanceof UnknownCommandException) {
      return request.body() == null;
    }
    return !(error instanceof BadFormatException || error instanceof ExpectedCrlfException);
  }

  private void drop() {
    open = false;
    transport.close();
  }

  /** Says quit, if it still can, and closes. */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    try {
      transport.write(Request.of("quit").bytes(), Deadline.in(PARTING));
    } catch (IOException e) {
      // closing says the same
    } finally {
      drop();
    }
  }
}
