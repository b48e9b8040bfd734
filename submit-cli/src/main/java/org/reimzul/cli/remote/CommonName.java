package org.reimzul.cli.remote;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Whose certificate it is. */
final class CommonName {
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

  private CommonName() {}

  /**
   * The common name of the first certificate in a PEM file, which may hold its key, too.
   *
   * @throws IllegalArgumentException when there is none
   */
  static String in(Path pem) throws IOException {
    Matcher first = CERTIFICATE.matcher(Files.readString(pem, StandardCharsets.ISO_8859_1));
    if (!first.find()) {
      throw new IllegalArgumentException("no certificate in " + pem);
    }
    try {
      var bytes = new ByteArrayInputStream(first.group().getBytes(StandardCharsets.US_ASCII));
      var certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
      return of(certificate.getSubjectX500Principal().getName(), pem);
    } catch (CertificateException | InvalidNameException e) {
      throw new IllegalArgumentException("unusable certificate in " + pem + ": " + e, e);
    }
  }

  private static String of(String subject, Path pem) throws InvalidNameException {
    List<Rdn> parts = new LdapName(subject).getRdns();
    return parts.stream()
        .filter(part -> part.getType().equalsIgnoreCase("CN"))
        .map(part -> part.getValue().toString())
        .reduce((outer, inner) -> inner)
        .orElseThrow(() -> new IllegalArgumentException("no common name in " + pem));
  }
}
