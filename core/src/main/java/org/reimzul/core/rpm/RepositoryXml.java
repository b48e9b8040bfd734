package org.reimzul.core.rpm;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the XML files of a repository, of any size. */
public final class RepositoryXml {
  private static final String LIMIT = "http://www.oracle.com/xml/jaxp/properties/";

  private RepositoryXml() {}

  /**
   * A reader that passes over DTDs and fetches nothing. Without DTDs the only entities are those
   * that stand for one character: there may be any number of them, where the JDK stops after a
   * number of its own (100,000 from version 24 on), which a large repository has.
   */
  public static XMLStreamReader reader(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(LIMIT + "totalEntitySizeLimit", 0);
    factory.setProperty(LIMIT + "maxGeneralEntitySizeLimit", 0);
    return factory.createXMLStreamReader(in);
  }
}
