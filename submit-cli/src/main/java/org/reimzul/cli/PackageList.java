package org.reimzul.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.reimzul.core.rpm.RepositoryXml;

/** The packages of a repository, read from its {@code primary.xml}. */
final class PackageList {
  private final Set<String> places = new HashSet<>();
  private final Set<String> nevras = new HashSet<>();

  private PackageList() {}

  /** True if a package stands in this directory, which ends in a slash. */
  boolean at(String place) {
    return places.contains(place);
  }

  /** True if each of these stands somewhere. */
  boolean has(Collection<String> wanted) {
    return nevras.containsAll(wanted);
  }

  /** Where {@code repomd.xml} says that the package list is, relative to the repository. */
  static String primary(byte[] repomd) throws IOException {
    try {
      XMLStreamReader xml = RepositoryXml.reader(new ByteArrayInputStream(repomd));
      boolean inside = false;
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          if (xml.getLocalName().equals("data")) {
            inside = "primary".equals(xml.getAttributeValue(null, "type"));
          } else if (inside && xml.getLocalName().equals("location")) {
            return xml.getAttributeValue(null, "href");
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException("repomd.xml is damaged: " + e.getMessage(), e);
    }
    throw new IOException("repomd.xml names no package list");
  }

  /** Reads the plain text of {@code primary.xml}. */
  static PackageList parse(InputStream in) throws IOException {
    var list = new PackageList();
    try {
      XMLStreamReader xml = RepositoryXml.reader(in);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT
            && xml.getLocalName().equals("package")) {
          list.add(xml);
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException("the package list is damaged: " + e.getMessage(), e);
    }
    return list;
  }

  private void add(XMLStreamReader xml) throws XMLStreamException {
    String name = "";
    String arch = "";
    String evr = "";
    while (xml.next() != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals("package")) {
      if (xml.isStartElement()) {
        switch (xml.getLocalName()) {
          case "name" -> name = xml.getElementText();
          case "arch" -> arch = xml.getElementText();
          case "version" -> evr = evr(xml);
          case "location" -> places.add(directory(xml.getAttributeValue(null, "href")));
          default -> {} // of no interest here
        }
      }
    }
    nevras.add(name + "-" + evr + "." + arch);
  }

  private static String evr(XMLStreamReader xml) {
    return xml.getAttributeValue(null, "epoch")
        + ":"
        + xml.getAttributeValue(null, "ver")
        + "-"
        + xml.getAttributeValue(null, "rel");
  }

  /** The directory of a package, ending in a slash; newer versions of createrepo_c escape it. */
  private static String directory(String href) {
    String plain = URLDecoder.decode(href.replace("+", "%2B"), StandardCharsets.UTF_8);
    return plain.substring(0, plain.lastIndexOf('/') + 1);
  }
}
