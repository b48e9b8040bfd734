package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The disk is full; what was asked for is done once somebody has made room. */
public final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final long SPARE = 1L << 20;

  private NoRoomException(String reason) {
    super(reason);
  }

  /** Throws unless that many bytes, and a little for the rest, fit in there. */
  static void require(Path dir, long bytes) throws IOException {
    long free = Files.getFileStore(dir).getUsableSpace();
    if (free < bytes + SPARE) {
      throw new NoRoomException(
          "no room for %,d bytes on the disk of %s (%,d are free): make room, it goes on by itself"
              .formatted(bytes, dir, free));
    }
  }
}
