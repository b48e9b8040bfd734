package org.reimzul.farm;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads a published repository over http, as any client does. */
final class Repository {
  private final HttpClient client = HttpClient.newHttpClient();
  private final String url;

  Repository(String url) {
    this.url = url;
  }

  /** Each package that the metadata lists, {@code name-epoch:version-release.arch}, repeats too. */
  List<String> packages() throws IOException, InterruptedException {
    Document repomd = parse(get("repodata/repomd.xml"));
    String primary = "";
    for (Element data : elements(repomd.getDocumentElement(), "data")) {
      if (data.getAttribute("type").equals("primary")) {
        primary = elements(data, "location").get(0).getAttribute("href");
      }
    }
    InputStream gz = new GZIPInputStream(new ByteArrayInputStream(get(primary)));
    List<String> found = new ArrayList<>();
    for (Element each : elements(parse(gz.readAllBytes()).getDocumentElement(), "package")) {
      Element version = elements(each, "version").get(0);
      found.add(
          elements(each, "name").get(0).getTextContent()
              + "-"
              + version.getAttribute("epoch")
              + ":"
              + version.getAttribute("ver")
              + "-"
              + version.getAttribute("rel")
              + "."
              + elements(each, "arch").get(0).getTextContent());
    }
    return found;
  }

  /** A file below the repository. */
  byte[] get(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20)).build();
    var response = client.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(url + path + ": http status " + response.statusCode());
    }
    return response.body();
  }

  private static Document parse(byte[] xml) throws IOException {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("not XML: " + e.getMessage(), e);
    }
  }

  private static List<Element> elements(Element parent, String tag) {
    NodeList nodes = parent.getElementsByTagName(tag);
    List<Element> found = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }
}
