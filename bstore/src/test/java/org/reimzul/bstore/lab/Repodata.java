package org.reimzul.bstore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** Reads a repository as a client does, checking every digest. */
public final class Repodata {
  private static final Pattern DATA =
      Pattern.compile(
          "<data type=\"([a-z_]+)\">.*?<checksum type=\"sha256\">([0-9a-f]+)</checksum>"
              + ".*?<location href=\"([^\"]+)\"/>",
          Pattern.DOTALL);
  private static final Pattern PACKAGE = Pattern.compile("<location href=\"([^\"]+)\"/>");

  /** Gets a file by its path relative to the repository. */
  @FunctionalInterface
  public interface Source {
    byte[] get(String path) throws IOException;
  }

  private Repodata() {}

  /** The paths of the packages that are listed. */
  public static List<String> packages(Path repository) throws IOException {
    return packages(path -> Files.readAllBytes(repository.resolve(path)));
  }

  /** What the metadata of that type holds, uncompressed. */
  public static byte[] content(Path repository, String type) throws IOException {
    String repomd = Files.readString(repository.resolve("repodata/repomd.xml"));
    for (MatchResult data : DATA.matcher(repomd).results().toList()) {
      if (data.group(1).equals(type)) {
        byte[] content = Files.readAllBytes(repository.resolve(data.group(3)));
        return data.group(3).endsWith(".gz")
            ? new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes()
            : content;
      }
    }
    throw new AssertionError("no " + type + " in " + repomd);
  }

  /** The same from elsewhere. */
  public static List<String> packages(Source source) throws IOException {
    String primary = null;
    String repomd = text(source.get("repodata/repomd.xml"));
    for (MatchResult data : DATA.matcher(repomd).results().toList()) {
      byte[] content = source.get(data.group(3));
      assertThat(Digests.of(content)).as(data.group(3)).isEqualTo(data.group(2));
      if (data.group(1).equals("primary")) {
        primary = text(new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes());
      }
    }
    assertThat(primary).as("primary metadata in " + repomd).isNotNull();
    return PACKAGE.matcher(primary).results().map(found -> found.group(1)).toList();
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }
}
