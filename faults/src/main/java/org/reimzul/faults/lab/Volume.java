package org.reimzul.faults.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk in memory, that can be filled. */
public final class Volume {
  private static final long PAGE = 4096;

  private final String name;
  private final Path path;

  private Volume(String name, Path path) {
    this.name = name;
    this.path = path;
  }

  /** Mounts one of this many MiB. */
  public static Volume mount(String name, Path path, int mebibytes)
      throws IOException, InterruptedException {
    Files.createDirectories(path);
    String size = "size=" + mebibytes + "m,mode=0755";
    Tool.run("mount", "-t", "tmpfs", "-o", size, "reimzul-faults", path.toString());
    return new Volume(name, path);
  }

  /** For people. */
  public String name() {
    return name;
  }

  /** Where it is mounted. */
  public Path path() {
    return path;
  }

  private Path filler() {
    return path.resolve(".filler");
  }

  /** Takes all the room there is, but for about {@code left} bytes. */
  public void fill(long left) throws IOException, InterruptedException {
    long room = Files.getFileStore(path).getUsableSpace() / PAGE * PAGE - left;
    if (room > 0) {
      Tool.run("fallocate", "-l", Long.toString(room), filler().toString());
    }
  }

  /** Ends {@link #fill}. */
  public void free() throws IOException {
    Files.deleteIfExists(filler());
  }
}
