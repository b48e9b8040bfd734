package org.reimzul.controller.mail;

import java.util.Optional;
import java.util.regex.Pattern;
import org.reimzul.core.job.Excerpt;

/** Mail addresses of the plain kind: nothing in them means anything to a header or to SMTP. */
final class Addresses {
  /** Stands for the submitter's login name. */
  static final String SUBMITTER = "{submitter}";

  private static final String LOCAL = "[A-Za-z0-9_][A-Za-z0-9._+=-]{0,63}";
  private static final String HOST = "[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?";
  private static final Pattern ADDRESS = Pattern.compile(LOCAL + "@" + HOST);
  private static final Pattern DOMAIN = Pattern.compile(HOST);
  private static final Pattern LOGIN = Pattern.compile(LOCAL);

  private Addresses() {}

  /** An address; {@link IllegalArgumentException} for anything else. */
  static String check(String text) {
    if (!ADDRESS.matcher(text).matches()) {
      throw new IllegalArgumentException("not a mail address: " + Excerpt.of(text));
    }
    return text;
  }

  /** An address or {@link #SUBMITTER}. */
  static String recipient(String text) {
    return text.equals(SUBMITTER) ? text : check(text);
  }

  /** What may stand behind the at sign. */
  static String domain(String text) {
    if (!DOMAIN.matcher(text).matches()) {
      throw new IllegalArgumentException("not a mail domain: " + Excerpt.of(text));
    }
    return text;
  }

  /** A submitter's address; empty for somebody whose name is no login. */
  static Optional<String> of(String submitter, String domain) {
    boolean login = LOGIN.matcher(submitter).matches() && !submitter.equals("unknown");
    return login ? Optional.of(submitter + "@" + domain) : Optional.empty();
  }
}
