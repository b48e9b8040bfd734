package org.reimzul.bstore.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.reimzul.core.job.FarmEvent;

/**
 * Events that must be sent, each a file under its id: what was added before a crash is there after
 * it. Several processes may use one. Thread-safe.
 */
public final class PendingEvents {
  private final Path dir;

  PendingEvents(Path dir) {
    this.dir = dir;
  }

  /** Adds an event; one of the same id is replaced. */
  public void add(FarmEvent event) throws IOException {
    Durable.directories(dir);
    Durable.replace(dir.resolve(event.eventId()), event.encode());
  }

  /** The ids of those that wait. */
  public List<String> ids() throws IOException {
    return Trees.children(dir).stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> !name.startsWith("."))
        .toList();
  }

  /** The message. */
  public byte[] read(String id) throws IOException {
    return Files.readAllBytes(dir.resolve(id));
  }

  /** It was sent. */
  public void remove(String id) throws IOException {
    Files.deleteIfExists(dir.resolve(id));
  }
}
