package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.reimzul.bstore.store.Trees;

/** createrepo_c leaves out a package that it can't read, and ends with 0 all the same. */
final class PackageCount {
  private static final Pattern COUNT = Pattern.compile("<metadata [^>]*packages=\"([0-9]+)\"");
  private static final int HEAD = 4096;

  private PackageCount() {}

  /** Throws unless the metadata lists so many; passes where it is compressed in another way. */
  static void require(Path repodata, int packages) throws IOException {
    for (Path file : Trees.children(repodata)) {
      if (file.getFileName().toString().endsWith("primary.xml.gz")) {
        Matcher count = COUNT.matcher(head(file));
        String listed = count.find() ? count.group(1) : "an unknown number of";
        if (!listed.equals(Integer.toString(packages))) {
          throw new IOException("createrepo_c lists " + listed + " packages of " + packages);
        }
      }
    }
  }

  private static String head(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readNBytes(HEAD), StandardCharsets.UTF_8);
    }
  }
}
