package org.reimzul.jbeanstalk;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom to trust and what to show over TLS. The files are read once: make a new one (and a new
 * client) for renewed certificates. Immutable.
 */
public final class TlsMaterial {
  private static final char[] NO_PASSWORD = {};

  private final SSLContext context;

  private TlsMaterial(SSLContext context) {
    this.context = context;
  }

  /**
   * Reads PEM files.
   *
   * @param caPem the authorities to trust, and no others
   * @param certPem our certificate, followed by its intermediates; null for none
   * @param keyPem its key: PKCS#8, RSA PKCS#1 or EC SEC1, not encrypted; null for none
   * @throws IOException when a file cannot be read
   * @throws IllegalArgumentException when a file does not hold what it should, when only one of
   *     certificate and key is given, or when they do not belong together
   */
  public static TlsMaterial ofPem(Path caPem, Path certPem, Path keyPem) throws IOException {
    if ((certPem == null) != (keyPem == null)) {
      throw new IllegalArgumentException("a client certificate and its key go together");
    }
    try {
      KeyManager[] own = certPem == null ? null : own(certPem, keyPem);
      var context = SSLContext.getInstance("TLS");
      context.init(own, trusted(caPem), null);
      return new TlsMaterial(context);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("unusable TLS files: " + e.getMessage(), e);
    }
  }

  /**
   * A context that trusts and shows what was read, for other clients of the same program. A socket
   * made from it checks no host name unless it is told to.
   */
  public SSLContext context() {
    return context;
  }

  private static TrustManager[] trusted(Path caPem) throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    for (X509Certificate authority : Certificates.read(caPem)) {
      store.setCertificateEntry("ca-" + store.size(), authority);
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] own(Path certPem, Path keyPem)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> chain = Certificates.read(certPem);
    PrivateKey key = PrivateKeys.read(keyPem);
    if (!Certificates.match(chain.get(0).getPublicKey(), key)) {
      throw new IllegalArgumentException(
          "the key in " + keyPem + " does not belong to the first certificate in " + certPem);
    }
    KeyStore store = emptyStore();
    store.setKeyEntry("client", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
