package org.reimzul.core.job;

import java.util.regex.Pattern;

/**
 * What may stand in a message, a file name or an option: whole-string match, length first. Each
 * method returns its argument, or throws {@link IllegalArgumentException} with a reason that names
 * the field and shows the value, cut and escaped.
 */
public final class Grammar {
  private static final String SEG = "[A-Za-z0-9][A-Za-z0-9._+~^]{0,63}";
  private static final String PKG = "(?!.*\\.\\.)[A-Za-z0-9_][A-Za-z0-9._+-]{0,99}";
  private static final String LABEL = "[a-z0-9][a-z0-9_-]{0,31}";

  private static final Pattern PACKAGE = Pattern.compile(PKG);
  private static final Pattern SRPM = Pattern.compile(PKG + "-" + SEG + "-" + SEG + "\\.src\\.rpm");
  private static final Pattern EVR = Pattern.compile(SEG + "-" + SEG);
  private static final Pattern TARGET = Pattern.compile(LABEL + "(\\." + LABEL + "){0,6}");
  private static final Pattern DISTTAG =
      Pattern.compile("(\\.[A-Za-z0-9][A-Za-z0-9_+~^]{0,23}){1,4}");
  private static final Pattern ARCH = Pattern.compile("[a-z][a-z0-9_]{0,15}");
  private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{14}");
  private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+~^-]{0,254}");
  private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@+-]{0,63}");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,252})");

  private Grammar() {}

  /** A source package's bare file name, {@code name-version-release.src.rpm}. */
  public static String srpm(String value) {
    return check("srpm", value, 240, SRPM, "a bare NAME-VERSION-RELEASE.src.rpm file name");
  }

  /** A package name. */
  public static String packageName(String value) {
    return check("pkgname", value, 100, PACKAGE, "a package name");
  }

  /** {@code version-release}: what the original calls evr; it has no epoch. */
  public static String evr(String value) {
    return check("evr", value, 129, EVR, "VERSION-RELEASE");
  }

  /** A target, with or without its arch: up to seven dotted labels. */
  public static String target(String value) {
    return check("target", value, 230, TARGET, "a target like c7.1708.u.x86_64");
  }

  /** A disttag with its leading dot. */
  public static String distTag(String value) {
    return check("disttag", value, 100, DISTTAG, "a disttag like .el9");
  }

  /** The shape of an arch; whether it is one of the farm's is {@link Arches}' matter. */
  public static String arch(String value) {
    return check("arch", value, 16, ARCH, "an architecture");
  }

  /** {@code YYYYmmddHHMMSS}. */
  public static String timestamp(String value) {
    return check("timestamp", value, 14, TIMESTAMP, "a timestamp YYYYmmddHHMMSS");
  }

  /** The bare name of a file in a build result: no directory, no leading dot. */
  public static String fileName(String value) {
    return check("file", value, 255, FILE, "a bare file name");
  }

  /** A login name or a certificate's common name. */
  public static String person(String value) {
    return check("submitter", value, 64, PERSON, "a login name");
  }

  /** A node name. */
  public static String host(String value) {
    return check("builder_fqdn", value, 253, HOST, "a host name");
  }

  static String check(String field, String value, int longest, Pattern is, String want) {
    if (value == null || value.length() > longest || !is.matcher(value).matches()) {
      throw new IllegalArgumentException(field + " is not " + want + ": " + Excerpt.of(value));
    }
    return value;
  }
}
