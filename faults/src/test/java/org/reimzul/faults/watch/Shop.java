package org.reimzul.faults.watch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.reimzul.core.http.StaticFiles;
import org.reimzul.core.http.WebServer;

/** A repository of one package, over http. */
final class Shop implements AutoCloseable {
  /** The package, relative to the repository. */
  static final String PACKAGE = "good/good-1-1.x86_64.rpm";

  private final Path dir;
  private final WebServer web;

  /** Lists a package of this text, and has it. */
  Shop(Path root, String content) throws Exception {
    this.dir = root.resolve("repo/t");
    put(PACKAGE, bytes(content));
    list(PACKAGE, bytes(content));
    var files = new StaticFiles("/bstore/", root, Set.of("repo"));
    this.web = new WebServer(new InetSocketAddress("127.0.0.1", 0), Map.of("/bstore/", files));
    web.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + web.port() + "/bstore/repo/t/");
  }

  Path file(String name) {
    return dir.resolve(name);
  }

  /** Has metadata that name just this. */
  void list(String href, byte[] content) throws Exception {
    String text =
        """
        <metadata xmlns="http://linux.duke.edu/metadata/common" packages="1">
        <package type="rpm"><checksum type="sha256" pkgid="YES">%s</checksum>
        <size package="%d" installed="0" archive="124"/><location href="%s"/></package>
        </metadata>
        """;
    byte[] primary = packed(text.formatted(sum(content), content.length, href));
    String name = "repodata/" + sum(primary) + "-primary.xml.gz";
    put(name, primary);
    repomd(name, primary);
  }

  /** Has a repomd.xml that says primary.xml is there. */
  void repomd(String href, byte[] primary) throws Exception {
    String text =
        """
        <repomd><data type="primary"><checksum type="sha256">%s</checksum>
        <location href="%s"/><size>%d</size><open-size>9</open-size></data></repomd>
        """;
    put("repodata/repomd.xml", bytes(text.formatted(sum(primary), href, primary.length)));
  }

  private void put(String name, byte[] content) throws IOException {
    Files.createDirectories(file(name).getParent());
    Files.write(file(name), content);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] packed(String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes(text));
    }
    return out.toByteArray();
  }

  private static String sum(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  @Override
  public void close() {
    web.stop();
  }
}
