package org.reimzul.core.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One satisfiable range of a {@code Range} header (RFC 9110, 14.1.2), both ends inclusive. */
record ByteRange(long first, long last) {
  private static final Pattern ONE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /** Empty for no header, several ranges or one that cannot be had: then the whole is sent. */
  static Optional<ByteRange> parse(String header, long size) {
    Matcher m = header == null ? null : ONE.matcher(header);
    if (m == null || !m.matches() || (m.group(1).isEmpty() && m.group(2).isEmpty()) || size == 0) {
      return Optional.empty();
    }
    boolean suffix = m.group(1).isEmpty();
    long first =
        suffix ? Math.max(0, size - Long.parseLong(m.group(2))) : Long.parseLong(m.group(1));
    long last =
        suffix || m.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(m.group(2)));
    return first <= last ? Optional.of(new ByteRange(first, last)) : Optional.empty();
  }

  long length() {
    return last - first + 1;
  }

  String header(long size) {
    return "bytes " + first + "-" + last + "/" + size;
  }
}
