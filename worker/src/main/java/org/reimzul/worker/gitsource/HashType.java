package org.reimzul.worker.gitsource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A digest by which a lookaside's files are known. */
enum HashType {
  MD5("MD5", 32),
  SHA1("SHA-1", 40),
  SHA256("SHA-256", 64),
  SHA384("SHA-384", 96),
  SHA512("SHA-512", 128);

  private static final int CHUNK = 1 << 16;

  private final String algorithm;
  private final int digits;

  HashType(String algorithm, int digits) {
    this.algorithm = algorithm;
    this.digits = digits;
  }

  /** The one of this name, as {@code SHA512}, or empty. */
  static Optional<HashType> named(String name) {
    return Stream.of(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** The one whose digests have this length, or empty. */
  static Optional<HashType> ofLength(String hash) {
    return Stream.of(values()).filter(type -> type.digits == hash.length()).findFirst();
  }

  /** True if this is one of its digests: lower-case hexadecimal of its length. */
  boolean accepts(String hash) {
    return hash.length() == digits && hash.matches("[0-9a-f]+");
  }

  /** As URLs write it. */
  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The digest of a file, in lower-case hexadecimal. */
  String of(Path file) throws IOException {
    MessageDigest digest = digest();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        digest.update(chunk, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private MessageDigest digest() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
