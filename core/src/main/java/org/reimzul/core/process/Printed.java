package org.reimzul.core.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a program prints on one of its streams, taken by a thread of its own. Closing ends it. */
final class Printed implements AutoCloseable {
  private static final int MOST = 16 << 20;
  // the program has ended: only somebody whom it has left behind can hold its pipe open
  private static final long REST_SECONDS = 5;

  private final InputStream stream;
  private final FutureTask<byte[]> bytes;

  private Printed(InputStream stream) {
    this.stream = stream;
    this.bytes = new FutureTask<>(this::read);
  }

  private byte[] read() throws IOException {
    byte[] kept = stream.readNBytes(MOST + 1);
    stream.transferTo(OutputStream.nullOutputStream()); // a full pipe would stop the program
    return kept;
  }

  static Printed by(InputStream stream) {
    var printed = new Printed(stream);
    var thread = new Thread(printed.bytes, "output of a program");
    thread.setDaemon(true);
    thread.start();
    return printed;
  }

  /** All of it, as UTF-8; to be asked after the program's end. */
  String text() throws IOException, InterruptedException {
    try {
      byte[] text = bytes.get(REST_SECONDS, TimeUnit.SECONDS);
      if (text.length > MOST) {
        throw new IOException("a program printed more than " + MOST + " bytes");
      }
      return new String(text, StandardCharsets.UTF_8);
    } catch (TimeoutException e) {
      throw new IOException("a program has ended, but its output has not", e);
    } catch (ExecutionException e) {
      throw new IOException("the output of a program cannot be read", e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
