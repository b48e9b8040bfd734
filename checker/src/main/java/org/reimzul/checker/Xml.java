package org.reimzul.checker;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;

/** Small documents. */
final class Xml {
  private Xml() {}

  /** The root; a document type is refused, so that nothing else is read. */
  static Element parse(InputStream bytes) throws IOException {
    try (bytes) {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler((ErrorHandler) null); // by default it prints
      return builder.parse(bytes).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("not XML: " + e.getMessage(), e);
    }
  }

  /** The children of this name. */
  static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  /** The first child of this name. */
  static Optional<Element> child(Element parent, String name) {
    return children(parent, name).stream().findFirst();
  }

  /** The text of a child; empty where it isn't there. */
  static String text(Element parent, String name) {
    return child(parent, name).map(Element::getTextContent).map(String::strip).orElse("");
  }

  /** An attribute of a child; empty where it isn't there. */
  static String attribute(Element parent, String name, String attribute) {
    return child(parent, name).map(element -> element.getAttribute(attribute)).orElse("");
  }
}
