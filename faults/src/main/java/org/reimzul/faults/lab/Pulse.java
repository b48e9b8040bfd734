package org.reimzul.faults.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/** Knows when something has moved last. Thread-safe. */
final class Pulse {
  private static final int CHUNK = 16 << 10;

  private volatile long last = Long.MIN_VALUE;

  /** Copies to the end; every piece that goes on has moved. */
  void copy(InputStream in, OutputStream out) throws IOException {
    byte[] chunk = new byte[CHUNK];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      last = System.nanoTime();
      out.write(chunk, 0, read);
      last = System.nanoTime();
    }
  }

  /** True if something has moved within this time. */
  boolean within(Duration time) {
    long then = last;
    return then != Long.MIN_VALUE && System.nanoTime() - then <= time.toNanos();
  }
}
