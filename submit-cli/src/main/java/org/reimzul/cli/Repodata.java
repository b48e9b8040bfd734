package org.reimzul.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.core.process.ProcessRunner;

/** The package list that a repository serves at this moment. Not thread-safe. */
final class Repodata {
  private static final Map<String, String> PROGRAMS =
      Map.of(".xz", "xz", ".bz2", "bzip2", ".zst", "zstd");

  private final URI repository;
  private byte[] lastRepomd = {};
  private PackageList last;

  /** {@code repository} ends in a slash. */
  Repodata(URI repository) {
    this.repository = repository;
  }

  /** The list, or empty when there is no repository (yet). */
  Optional<PackageList> read() throws IOException, InterruptedException {
    Optional<byte[]> repomd = Http.get(repository.resolve("repodata/repomd.xml"));
    if (repomd.isEmpty()) {
      return Optional.empty();
    }
    if (!Arrays.equals(repomd.get(), lastRepomd)) {
      URI primary = repository.resolve(PackageList.primary(repomd.get()));
      Optional<InputStream> body = Http.open(primary);
      if (body.isEmpty()) {
        throw new IOException(primary + " is not there, though repomd.xml names it");
      }
      try (InputStream in = body.get()) {
        last = unpacked(in, primary.getPath());
      }
      lastRepomd = repomd.get();
    }
    return Optional.of(last);
  }

  private static PackageList unpacked(InputStream in, String name)
      throws IOException, InterruptedException {
    if (name.endsWith(".xml")) {
      return PackageList.parse(new BufferedInputStream(in));
    }
    if (name.endsWith(".gz")) {
      return PackageList.parse(new BufferedInputStream(new GZIPInputStream(in)));
    }
    String suffix = name.substring(name.lastIndexOf('.'));
    if (!PROGRAMS.containsKey(suffix)) {
      throw new IOException("cannot unpack " + name);
    }
    return unpackedBy(PROGRAMS.get(suffix), in);
  }

  /** What the JDK can't unpack, a program can. */
  private static PackageList unpackedBy(String program, InputStream in)
      throws IOException, InterruptedException {
    Path dir = Files.createTempDirectory("reimzul");
    Path packed = dir.resolve("packed");
    Path plain = dir.resolve("plain");
    Path said = dir.resolve("said");
    try {
      Files.copy(in, packed);
      var command = Command.of(List.of(program, "-d", "-c", "-q", "--", packed.toString()));
      if (!new ProcessRunner().run(command, plain, said, Heartbeat.NONE).ok()) {
        throw new IOException(program + " cannot unpack it: " + Files.readString(said).strip());
      }
      try (InputStream text = new BufferedInputStream(Files.newInputStream(plain))) {
        return PackageList.parse(text);
      }
    } finally {
      for (Path file : List.of(packed, plain, said, dir)) {
        Files.deleteIfExists(file);
      }
    }
  }
}
