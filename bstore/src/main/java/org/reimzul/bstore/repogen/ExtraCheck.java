package org.reimzul.bstore.repogen;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.reimzul.core.rpm.RepositoryXml;

/**
 * Finds what would break the clients of a repository; createrepo_c takes anything. Catches a file
 * that is half written or of another kind, not every mistake in it.
 */
final class ExtraCheck {
  private static final Pattern DOCUMENTS = Pattern.compile("(?m)^---.*$");
  private static final Pattern MODULAR = Pattern.compile("(?m)^document: *[\"']?modulemd");

  private ExtraCheck() {}

  /** What is wrong, in one line. */
  static Optional<String> problem(Extra extra, byte[] content) {
    return switch (extra) {
      case COMPS -> xml(content, "comps");
      case UPDATEINFO -> xml(content, "updates");
      case MODULES -> modules(content);
    };
  }

  private static Optional<String> xml(byte[] content, String root) {
    try {
      XMLStreamReader in = RepositoryXml.reader(new ByteArrayInputStream(content));
      String first = null;
      while (in.hasNext()) {
        if (in.next() == XMLStreamConstants.START_ELEMENT && first == null) {
          first = in.getLocalName();
        }
      }
      return root.equals(first)
          ? Optional.empty()
          : Optional.of("its root element is " + first + " and not " + root);
    } catch (XMLStreamException e) {
      return Optional.of(e.getMessage().lines().findFirst().orElse("not XML"));
    }
  }

  private static Optional<String> modules(byte[] content) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      return Optional.of("it is not UTF-8");
    }
    if (!text.endsWith("\n")) {
      return Optional.of("its last line has no end: is it complete?");
    }
    for (String document : DOCUMENTS.splitAsStream(text).toList()) {
      if (!document.isBlank() && !MODULAR.matcher(document).find()) {
        return Optional.of("a document in it is no modulemd one");
      }
    }
    return text.isBlank() ? Optional.of("it is empty") : Optional.empty();
  }
}
