package org.reimzul.checker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** Checksums as repositories write them: the kind, a colon, the digits. */
final class Digests {
  private static final Map<String, String> NAMES =
      Map.of(
          "md5", "MD5", "sha", "SHA-1", "sha1", "SHA-1", "sha256", "SHA-256", "sha512", "SHA-512");

  private Digests() {}

  /** True if the bytes have this checksum; they are read to their end and closed. */
  static boolean match(String checksum, InputStream bytes) throws IOException {
    int colon = checksum.indexOf(':');
    String kind = checksum.substring(0, colon);
    String found = digits(NAMES.getOrDefault(kind, kind), bytes);
    return found.equals(checksum.substring(colon + 1).toLowerCase(Locale.ROOT));
  }

  static String sha256(Path file) throws IOException {
    return digits("SHA-256", Files.newInputStream(file));
  }

  private static String digits(String algorithm, InputStream bytes) throws IOException {
    try (bytes;
        var in = new DigestInputStream(bytes, MessageDigest.getInstance(algorithm))) {
      in.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IOException("a checksum of an unknown kind: " + algorithm, e);
    }
  }
}
