package org.reimzul.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why something could not be read, written or reached, in words: the JDK's often lack them. */
final class Reason {
  private Reason() {}

  /** One line. */
  static String of(IOException e) {
    if (e instanceof AccessDeniedException) {
      return e.getMessage() + ": permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return e.getMessage() + ": no such file";
    }
    if (e instanceof FileSystemException
        || e instanceof ConnectException
        || e instanceof SocketTimeoutException) {
      return String.valueOf(e.getMessage());
    }
    if (e instanceof UnknownHostException) {
      return "unknown host " + e.getMessage();
    }
    return e.getClass() == IOException.class ? String.valueOf(e.getMessage()) : e.toString();
  }
}
