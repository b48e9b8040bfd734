package org.reimzul.checker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Files, and metadata that list them. */
final class SyntheticRepository {
  final Path dir;
  final List<Listed> listed = new ArrayList<>();

  /** Added to the size of primary that repomd.xml names. */
  long wrongSize;

  SyntheticRepository(Path dir) {
    this.dir = dir;
  }

  /** Makes an RPM and lists it. */
  void add(String href, String text) throws IOException {
    Path file = dir.resolve(href);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    list(href);
  }

  /** Lists what is there. */
  void list(String href) throws IOException {
    Path file = dir.resolve(href);
    RpmName name = RpmName.ofFile(file.getFileName().toString());
    boolean source = name.arch().equals("src");
    listed.add(
        new Listed(
            name.name(),
            "0",
            "1.0",
            "1",
            name.arch(),
            "sha256:" + Digests.sha256(file),
            Files.size(file),
            href,
            source ? "" : name.name() + "-1.0-1.src.rpm"));
  }

  /** Says of what was listed last that it was built from this source package. */
  void sourceOfLast(String source) {
    Listed last = listed.remove(listed.size() - 1);
    listed.add(
        new Listed(
            last.name(),
            last.epoch(),
            last.version(),
            last.release(),
            last.arch(),
            last.checksum(),
            last.size(),
            last.href(),
            source));
  }

  void unlist(String href) {
    if (!listed.removeIf(each -> each.href().equals(href))) {
      throw new AssertionError("is not listed: " + href);
    }
  }

  void write() throws IOException {
    var primary = new StringBuilder("<metadata>");
    var filelists = new StringBuilder("<filelists>");
    for (Listed each : listed) {
      String checksum = each.checksum().replaceFirst("^sha256:", "");
      primary.append(
          """
          <package type="rpm"><name>%s</name><arch>%s</arch>
          <version epoch="%s" ver="%s" rel="%s"/>
          <checksum type="sha256" pkgid="YES">%s</checksum>
          <size package="%d"/><location href="%s"/>
          <format><rpm:sourcerpm xmlns:rpm="x">%s</rpm:sourcerpm></format></package>
          """
              .formatted(
                  each.name(),
                  each.arch(),
                  each.epoch(),
                  each.version(),
                  each.release(),
                  checksum,
                  each.size(),
                  each.href(),
                  each.sourceRpm()));
      filelists.append("<package pkgid=\"").append(checksum).append("\"/>");
    }
    String repomd =
        data("filelists", filelists.append("</filelists>").toString())
            + data("primary", primary.append("</metadata>").toString());
    put("repomd.xml", "<repomd>" + repomd + "</repomd>");
  }

  private String data(String type, String text) throws IOException {
    put(type + ".xml", text);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return """
        <data type="%s"><checksum type="sha256">%s</checksum>
        <location href="repodata/%s.xml"/><size>%d</size></data>
        """
        .formatted(
            type,
            Digests.sha256(dir.resolve("repodata/" + type + ".xml")),
            type,
            bytes.length + (type.equals("primary") ? wrongSize : 0));
  }

  private void put(String name, String text) throws IOException {
    Files.createDirectories(dir.resolve("repodata"));
    Files.writeString(dir.resolve("repodata").resolve(name), text);
  }
}
