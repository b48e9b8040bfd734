package org.reimzul.bstore.repogen;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.reimzul.core.rpm.RepositoryXml;

/** Reads which packages metadata lists. */
final class PrimaryList {
  private static final Pattern PRIMARY =
      Pattern.compile("<location href=\"repodata/([^\"/]+primary\\.xml(\\.[a-z0-9]+)?)\"");

  private PrimaryList() {}

  /**
   * One package.
   *
   * @param nevra as in our own lists
   * @param location relative to the repository
   */
  record Listed(String nevra, String location) {}

  /**
   * All of them, in their order.
   *
   * @throws IOException also when they are compressed by another program than gzip
   */
  static List<Listed> read(Path repodata) throws IOException {
    Path repomd = repodata.resolve("repomd.xml");
    Matcher primary = PRIMARY.matcher(Files.exists(repomd) ? Files.readString(repomd) : "");
    if (!primary.find()) {
      return List.of(); // never finished
    }
    if (!".gz".equals(primary.group(2))) {
      throw new IOException(
          primary.group(1)
              + " can't be read: make the repository's metadata anew, by createrepo_c"
              + " --general-compress-type=gz");
    }
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(repodata.resolve(primary.group(1))))) {
      return parse(in);
    } catch (XMLStreamException e) {
      throw new IOException(primary.group(1) + " can't be read: " + e.getMessage(), e);
    }
  }

  private static List<Listed> parse(InputStream text) throws XMLStreamException {
    XMLStreamReader in = RepositoryXml.reader(text);
    List<Listed> listed = new ArrayList<>();
    String name = "";
    String arch = "";
    String version = "";
    while (in.hasNext()) {
      if (in.next() == XMLStreamConstants.START_ELEMENT) {
        switch (in.getLocalName()) {
          case "name" -> name = in.getElementText();
          case "arch" -> arch = in.getElementText();
          case "version" -> version = version(in);
          case "location" ->
              listed.add(
                  new Listed(
                      name + "-" + version + "." + arch, in.getAttributeValue(null, "href")));
          default -> {}
        }
      }
    }
    return listed;
  }

  private static String version(XMLStreamReader in) {
    return in.getAttributeValue(null, "epoch")
        + ":"
        + in.getAttributeValue(null, "ver")
        + "-"
        + in.getAttributeValue(null, "rel");
  }
}
