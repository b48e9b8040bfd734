package org.reimzul.worker.gitsource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reimzul.core.job.Excerpt;
import org.reimzul.worker.builder.PackageFailure;

/** Reads the lists of sources that are not in git, in both formats that there are. */
final class SourcesList {
  private static final long MOST = 1 << 20;

  /** {@code HASH SOURCES/FILE}, of CentOS; the directory may be left out. */
  private static final Pattern METADATA = Pattern.compile("(\\S+)\\s+(?:SOURCES/)?(\\S+)");

  /** {@code SHA512 (FILE) = HASH}, of dist-git. */
  private static final Pattern TAGGED = Pattern.compile("([A-Z0-9]+) \\((\\S+)\\) = (\\S+)");

  /** {@code MD5 FILE}, of dist-git's early days. */
  private static final Pattern PLAIN = Pattern.compile("([0-9a-f]{32}) [ *](\\S+)");

  private SourcesList() {}

  /** Those of a file like {@code .bash.metadata}; none where it is missing. */
  static List<LookasideFile> metadata(Path file) throws IOException, PackageFailure {
    return read(file, SourcesList::metadataLine);
  }

  /** Those of dist-git's file {@code sources}; none where it is missing. */
  static List<LookasideFile> distGit(Path file) throws IOException, PackageFailure {
    return read(file, SourcesList::distGitLine);
  }

  /** One line to one file; IllegalArgumentException for what it can't read. */
  @FunctionalInterface
  private interface Format {
    LookasideFile parse(String line);
  }

  private static List<LookasideFile> read(Path file, Format format)
      throws IOException, PackageFailure {
    Map<String, LookasideFile> files = new LinkedHashMap<>();
    for (String line : lines(file)) {
      try {
        LookasideFile next = format.parse(line);
        LookasideFile before = files.putIfAbsent(next.name(), next);
        if (before != null && !before.equals(next)) {
          throw new IllegalArgumentException("listed twice: " + next.name());
        }
      } catch (IllegalArgumentException e) {
        throw new PackageFailure(file.getFileName() + ": " + e.getMessage());
      }
    }
    return List.copyOf(files.values());
  }

  private static List<String> lines(Path file) throws IOException, PackageFailure {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    if (Files.size(file) > MOST) {
      throw new PackageFailure(file.getFileName() + " is longer than " + MOST + " bytes");
    }
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  private static LookasideFile metadataLine(String line) {
    Matcher found = METADATA.matcher(line);
    if (!found.matches()) {
      throw wrong("HASH SOURCES/FILE", line);
    }
    HashType type =
        HashType.ofLength(found.group(1))
            .filter(known -> known != HashType.MD5)
            .orElseThrow(() -> wrong("a SHA-1, SHA-256 or SHA-512 digest", found.group(1)));
    return new LookasideFile(found.group(2), type, found.group(1));
  }

  private static LookasideFile distGitLine(String line) {
    Matcher tagged = TAGGED.matcher(line);
    if (tagged.matches()) {
      HashType type =
          HashType.named(tagged.group(1))
              .orElseThrow(() -> wrong("the name of a digest", tagged.group(1)));
      return new LookasideFile(tagged.group(2), type, tagged.group(3));
    }
    Matcher plain = PLAIN.matcher(line);
    if (plain.matches()) {
      return new LookasideFile(plain.group(2), HashType.MD5, plain.group(1));
    }
    throw wrong("SHA512 (FILE) = HASH", line);
  }

  private static IllegalArgumentException wrong(String wanted, String text) {
    return new IllegalArgumentException("not " + wanted + ": " + Excerpt.of(text));
  }
}
