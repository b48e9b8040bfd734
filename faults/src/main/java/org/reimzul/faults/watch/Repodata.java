package org.reimzul.faults.watch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What metadata name, as createrepo_c writes them. */
final class Repodata {
  private static final Pattern DATA =
      Pattern.compile("<data type=\"(\\w+)\">(.*?)</data>", Pattern.DOTALL);
  private static final Pattern PACKAGE =
      Pattern.compile("<package type=\"(rpm)\">(.*?)</package>", Pattern.DOTALL);
  private static final Pattern COUNT = Pattern.compile("<metadata [^>]*packages=\"([0-9]+)\"");
  private static final Pattern HREF = Pattern.compile("<location href=\"([^\"]+)\"");
  private static final Pattern SIZE = Pattern.compile("<size(?:>| package=\")([0-9]+)[\"<]");
  private static final Pattern SUM =
      Pattern.compile("<checksum type=\"sha256\"(?: pkgid=\"YES\")?>([0-9a-f]{64})</checksum>");

  private Repodata() {}

  /** The files that a repomd.xml names; there are some. */
  static List<Named> files(byte[] repomd) throws IOException {
    List<Named> files = named(DATA, new String(repomd, StandardCharsets.UTF_8));
    if (files.isEmpty()) {
      throw new IOException("repomd.xml lists nothing");
    }
    return files;
  }

  /** The packages that a packed primary.xml lists. */
  static List<Named> packages(byte[] primary) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(primary))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Named> packages = named(PACKAGE, text);
      String count = first(COUNT, text);
      if (!count.equals(Integer.toString(packages.size()))) {
        throw new IOException("of " + count + " packages " + packages.size() + " can be read");
      }
      return packages;
    }
  }

  private static List<Named> named(Pattern each, String text) throws IOException {
    List<Named> found = new ArrayList<>();
    for (Matcher matcher = each.matcher(text); matcher.find(); ) {
      String what = matcher.group(2);
      long size = Long.parseLong(first(SIZE, what));
      found.add(new Named(matcher.group(1), first(HREF, what), size, first(SUM, what)));
    }
    return found;
  }

  private static String first(Pattern pattern, String text) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException("nothing is like " + pattern + " in: " + text.strip());
    }
    return matcher.group(1);
  }
}
