package org.reimzul.jbeanstalk;

/** The server has no memory, or no room in its binlog, for this; later it may. */
public final class ServerOutOfMemoryException extends ServerException {
  ServerOutOfMemoryException() {
    super("OUT_OF_MEMORY", "the server is out of memory or of binlog space");
  }
}
