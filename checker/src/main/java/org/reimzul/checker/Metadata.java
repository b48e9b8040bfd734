package org.reimzul.checker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * A repository's metadata, read from repomd.xml on.
 *
 * @param packages what primary lists, repeats too
 * @param problems what is wrong with the metadata themselves
 */
record Metadata(List<Listed> packages, List<String> problems) {
  private static final String REPOMD = "repodata/repomd.xml";
  private static final Comparator<Element> PRIMARY_FIRST =
      Comparator.comparing(data -> !data.getAttribute("type").equals("primary"));

  static Metadata read(Source source) throws IOException, InterruptedException {
    var metadata = new Metadata(new ArrayList<>(), new ArrayList<>());
    Optional<Path> repomd = source.file(REPOMD);
    if (repomd.isEmpty()) {
      metadata.problems.add("there is no " + REPOMD);
      return metadata;
    }
    try {
      List<Element> all = Xml.children(Xml.parse(Files.newInputStream(repomd.get())), "data");
      for (Element data : all.stream().sorted(PRIMARY_FIRST).toList()) {
        metadata.add(data, source);
      }
    } catch (IOException e) {
      metadata.problems.add(REPOMD + ": " + e.getMessage());
    }
    return metadata;
  }

  private void add(Element data, Source source) throws IOException, InterruptedException {
    String href = Xml.attribute(data, "location", "href");
    Optional<Path> file = source.file(href);
    if (file.isEmpty()) {
      problems.add(href + " is named by repomd.xml and isn't there");
      return;
    }
    try {
      verify(data, file.get(), href);
      read(data.getAttribute("type"), file.get(), href);
    } catch (IOException | NumberFormatException e) {
      problems.add(href + " cannot be read: " + e.getMessage());
    }
  }

  private void verify(Element data, Path file, String href)
      throws IOException, InterruptedException {
    long size = Long.parseLong(Xml.text(data, "size"));
    if (Files.size(file) != size
        || !Digests.match(checksum(data, "checksum"), Files.newInputStream(file))) {
      problems.add(href + " has not the size and checksum that repomd.xml says");
    } else if (Xml.child(data, "open-checksum").isPresent()
        && !Digests.match(checksum(data, "open-checksum"), Unpacked.open(file, href))) {
      problems.add(href + " has not the open-checksum that repomd.xml says");
    }
  }

  private void read(String type, Path file, String href) throws IOException, InterruptedException {
    switch (type) {
      case "primary" ->
          Xml.children(Xml.parse(Unpacked.open(file, href)), "package")
              .forEach(each -> packages.add(listed(each)));
      case "filelists", "other" -> sameAsPrimary(file, href);
      default -> {} // groups, modules, advisories: nothing that we know
    }
  }

  /** They name the packages by their checksums. */
  private void sameAsPrimary(Path file, String href) throws IOException, InterruptedException {
    List<String> here =
        Xml.children(Xml.parse(Unpacked.open(file, href)), "package").stream()
            .map(each -> each.getAttribute("pkgid"))
            .sorted()
            .toList();
    List<String> there =
        packages.stream()
            .map(each -> each.checksum().substring(each.checksum().indexOf(':') + 1))
            .sorted()
            .toList();
    if (!here.equals(there)) {
      problems.add(href + " lists other packages than primary");
    }
  }

  private static Listed listed(Element in) {
    String source = Xml.child(in, "format").map(f -> Xml.text(f, "rpm:sourcerpm")).orElse("");
    return new Listed(
        Xml.text(in, "name"),
        Xml.attribute(in, "version", "epoch"),
        Xml.attribute(in, "version", "ver"),
        Xml.attribute(in, "version", "rel"),
        Xml.text(in, "arch"),
        checksum(in, "checksum"),
        Long.parseLong(Xml.attribute(in, "size", "package")),
        Xml.attribute(in, "location", "href"),
        source);
  }

  private static String checksum(Element parent, String name) {
    return Xml.attribute(parent, name, "type") + ":" + Xml.text(parent, name);
  }
}
