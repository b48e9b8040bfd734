package org.reimzul.core.config;

import java.util.regex.Pattern;

/** Keeps passwords out of what is shown. */
public final class Secrets {
  private static final String MASK = "***";
  private static final Pattern LOGIN = Pattern.compile("(://)[^/?#\\s]*@");
  private static final Pattern PARAMETER =
      Pattern.compile("(?i)([?&;][^=&\\s]*(?:password|secret|token)[^=&\\s]*[=:])[^&\\s\"]*");
  private static final Pattern SECRET = Pattern.compile("(.*_)?(password|secret|token)");

  private Secrets() {}

  /** The text without the logins and passwords of the URLs in it. */
  public static String mask(String text) {
    String withoutLogin = LOGIN.matcher(text).replaceAll("$1" + MASK + "@");
    return PARAMETER.matcher(withoutLogin).replaceAll("$1" + MASK);
  }

  /** The value of a key as it may be shown. */
  static String mask(String key, String value) {
    return SECRET.matcher(key).matches() && !value.isEmpty() ? MASK : mask(value);
  }
}
