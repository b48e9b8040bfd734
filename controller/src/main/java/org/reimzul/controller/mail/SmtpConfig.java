package org.reimzul.controller.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.reimzul.core.config.Settings;
import org.reimzul.jbeanstalk.TlsMaterial;

/**
 * The mail server: section {@code [mail]}.
 *
 * @param authority whom to trust; empty for the JVM's list
 * @param login empty where the server asks for none
 */
record SmtpConfig(
    String host, int port, Tls tls, Optional<TlsMaterial> authority, Optional<Login> login) {
  private static final String SECTION = "mail";
  private static final int PORT = 25;
  private static final int TLS_PORT = 465;

  /** How the connection is protected; the server's certificate and name are always checked. */
  enum Tls {
    NONE,
    /** A server that doesn't offer it is not used. */
    STARTTLS,
    /** From the first byte. */
    TLS
  }

  /** A name and its password, which is not shown. */
  record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /** Reads it; problems go to {@code settings}; files are only read when it is {@code on}. */
  static SmtpConfig read(Settings settings, boolean on) {
    Tls tls = settings.value(SECTION, "tls", Tls.NONE, SmtpConfig::tls);
    return new SmtpConfig(
        settings.text(SECTION, "host", "127.0.0.1"),
        settings.number(SECTION, "port", tls == Tls.TLS ? TLS_PORT : PORT, 1, 65535),
        tls,
        authority(settings, on),
        login(settings, tls, on));
  }

  private static Tls tls(String text) {
    for (Tls tls : Tls.values()) {
      if (tls.name().toLowerCase(Locale.ROOT).equals(text)) {
        return tls;
      }
    }
    throw new IllegalArgumentException("not none, starttls or tls");
  }

  private static Optional<TlsMaterial> authority(Settings settings, boolean on) {
    Optional<Path> ca = settings.path(SECTION, "tls_ca");
    if (ca.isEmpty() || !on) {
      return Optional.empty();
    }
    try {
      return Optional.of(TlsMaterial.ofPem(ca.get(), null, null));
    } catch (IOException | IllegalArgumentException e) {
      settings.problem(SECTION, "tls_ca", "cannot be used: " + e);
      return Optional.empty();
    }
  }

  private static Optional<Login> login(Settings settings, Tls tls, boolean on) {
    Optional<String> user = settings.text(SECTION, "user");
    Optional<Path> file = settings.path(SECTION, "password_file");
    if (!on || (user.isEmpty() && file.isEmpty())) {
      return Optional.empty();
    }
    if (user.isEmpty() || file.isEmpty()) {
      settings.problem(SECTION, "user, password_file", "one needs the other");
      return Optional.empty();
    }
    if (tls == Tls.NONE) {
      settings.problem(SECTION, "user", "the password would be sent in clear: set tls");
    }
    try {
      return Optional.of(new Login(user.get(), Files.readString(file.get()).strip()));
    } catch (IOException e) {
      settings.problem(SECTION, "password_file", "cannot be read: " + e);
      return Optional.empty();
    }
  }

  /** For logs. */
  String describe() {
    return "mail server at " + host + ":" + port;
  }
}
