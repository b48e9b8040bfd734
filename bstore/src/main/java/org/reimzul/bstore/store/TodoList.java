package org.reimzul.bstore.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A durable set of names, each an empty file: what was added before a crash is there after it.
 * Several processes may use one. Thread-safe.
 */
public final class TodoList {
  private final Path dir;

  /** In this directory, made when something is added. */
  public TodoList(Path dir) {
    this.dir = dir;
  }

  /** Adds a name; nothing happens when it is there. */
  public void add(String name) throws IOException {
    Durable.directories(dir);
    Durable.write(dir.resolve(name), new byte[0]);
    Durable.sync(dir);
  }

  /** All names, in order. */
  public List<String> names() throws IOException {
    return Trees.children(dir).stream().map(file -> file.getFileName().toString()).toList();
  }

  /** True when there is nothing to do. */
  public boolean isEmpty() throws IOException {
    return names().isEmpty();
  }

  /** Takes a name off the list; nothing happens when it isn't there. */
  public void remove(String name) throws IOException {
    Files.deleteIfExists(dir.resolve(name));
  }

  /** Moves a name to another list, so that it is on one of them at every moment. */
  public void moveTo(TodoList other, String name) throws IOException {
    Durable.directories(other.dir);
    Durable.move(dir.resolve(name), other.dir.resolve(name));
  }
}
