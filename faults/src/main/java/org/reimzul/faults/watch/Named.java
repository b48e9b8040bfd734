package org.reimzul.faults.watch;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A file as metadata name it.
 *
 * @param type what it is, as {@code primary} or {@code rpm}
 * @param href relative to the repository
 * @param size in bytes
 * @param sha256 in lower-case hexadecimal
 */
record Named(String type, String href, long size, String sha256) {
  /** Throws unless this is what is in it. */
  void require(byte[] content) throws IOException {
    if (content.length != size) {
      throw new IOException("it has " + content.length + " bytes, by the metadata " + size);
    }
    if (!HexFormat.of().formatHex(digest().digest(content)).equals(sha256)) {
      throw new IOException("its checksum is not the one in the metadata");
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
