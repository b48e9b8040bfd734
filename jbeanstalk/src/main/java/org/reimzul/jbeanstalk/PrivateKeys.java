package org.reimzul.jbeanstalk;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Reads a private key: PKCS#8 as it is, RSA PKCS#1 and EC SEC1 by wrapping them as PKCS#8. */
final class PrivateKeys {
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final byte[] VERSION_0 = hex("020100");
  private static final byte[] RSA = hex("300d06092a864886f70d0101010500"); // rsaEncryption, NULL
  private static final byte[] EC = hex("06072a8648ce3d0201"); // id-ecPublicKey
  private static final int SEC1_CURVE = 0xa0;

  private PrivateKeys() {}

  static PrivateKey read(Path file) throws IOException {
    try {
      for (Pem block : Pem.read(file)) {
        Optional<byte[]> key = asPkcs8(block);
        if (key.isPresent()) {
          return decode(key.get());
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("bad key in " + file + ": " + e.getMessage(), e);
    }
    throw new IllegalArgumentException("no private key in " + file);
  }

  private static Optional<byte[]> asPkcs8(Pem block) {
    byte[] der = block.der();
    return switch (block.type()) {
      case "PRIVATE KEY" -> Optional.of(der);
      case "RSA PRIVATE KEY" -> Optional.of(pkcs8(RSA, der));
      case "EC PRIVATE KEY" -> Optional.of(pkcs8(Der.value(Der.SEQUENCE, EC, curve(der)), der));
      case "ENCRYPTED PRIVATE KEY" ->
          throw new IllegalArgumentException("it is encrypted; store it without a password");
      default -> Optional.empty(); // EC PARAMETERS, or the certificate in the same file
    };
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return Der.value(Der.SEQUENCE, VERSION_0, algorithm, Der.value(Der.OCTET_STRING, key));
  }

  /** SEC1: a sequence of version, key, [0] curve, [1] public key (RFC 5915). */
  private static byte[] curve(byte[] sec1) {
    var fields = new DerReader(new DerReader(sec1).next(Der.SEQUENCE));
    fields.next(Der.INTEGER);
    fields.next(Der.OCTET_STRING);
    return fields.next(SEC1_CURVE);
  }

  private static PrivateKey decode(byte[] pkcs8) {
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        // the next one may know it
      }
    }
    throw new IllegalArgumentException("not a key of " + String.join(", ", ALGORITHMS));
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
