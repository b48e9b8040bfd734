package org.reimzul.bstore.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of files. */
public final class Sha256 {
  private Sha256() {}

  /** 64 lower-case hexadecimal digits; {@code options} say how the file is opened. */
  public static String of(Path file, OpenOption... options) throws IOException {
    try (InputStream in = Files.newInputStream(file, options);
        var hashing = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      hashing.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(hashing.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
