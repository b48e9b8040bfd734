package org.reimzul.faults.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reimzul.core.job.Json;

/** A file of evidence: one JSON object a line, written as it is seen. Thread-safe. */
public final class Ledger implements AutoCloseable {
  private final OutputStream out;

  /** Makes the file. */
  public Ledger(Path evidence, String name) throws IOException {
    this.out = Files.newOutputStream(evidence.resolve(name));
  }

  /** Adds a line. */
  public synchronized void add(JsonNode line) {
    try {
      out.write(Json.write(line));
      out.write('\n');
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
