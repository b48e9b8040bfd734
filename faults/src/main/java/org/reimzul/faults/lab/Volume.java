package org.reimzul.faults.lab;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk in memory, that can be filled. */
public final class Volume {
  private static final int PAGE = 4096;
  private static final int CHUNK = 4 << 20;

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
  public void fill(long left) throws IOException {
    long room = Files.getFileStore(path).getUsableSpace() / PAGE * PAGE - left;
    try (FileChannel out = FileChannel.open(filler(), CREATE, WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
      while (out.position() < room) {
        zeros.clear().limit((int) Math.min(CHUNK, room - out.position()));
        out.write(zeros);
      }
    } catch (IOException e) {
      // somebody else has taken the last bytes: it is full
    }
  }

  /** Takes it away with all that it holds. */
  void unmount() throws IOException, InterruptedException {
    Tool.run("umount", "--lazy", path.toString());
  }

  /** Ends {@link #fill}. */
  public void free() throws IOException {
    Files.deleteIfExists(filler());
  }
}
