package org.reimzul.jbeanstalk;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Reads certificates and tells whether a key belongs to one. */
final class Certificates {
  private static final byte[] PROBE = {'x'}; // EdDSA signs no empty message

  private Certificates() {}

  /** At least one, in the file's order. */
  static List<X509Certificate> read(Path file) throws IOException {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Pem block : Pem.read(file)) {
      if (block.type().equals("CERTIFICATE")) {
        certificates.add(decode(file, block.der()));
      }
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("no certificate in " + file);
    }
    return certificates;
  }

  private static X509Certificate decode(Path file, byte[] der) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("bad certificate in " + file + ": " + e.getMessage(), e);
    }
  }

  /** Signs with the one and verifies with the other. */
  static boolean match(PublicKey certified, PrivateKey key) {
    if (!certified.getAlgorithm().equals(key.getAlgorithm())) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(signatureOf(key.getAlgorithm()));
      signature.initSign(key);
      signature.update(PROBE);
      byte[] proof = signature.sign();
      signature.initVerify(certified);
      signature.update(PROBE);
      return signature.verify(proof);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String signatureOf(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> algorithm;
    };
  }
}
