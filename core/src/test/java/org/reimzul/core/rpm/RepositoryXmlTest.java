package org.reimzul.core.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepositoryXmlTest {
  private static final String[] LIMITS = {
    "jdk.xml.totalEntitySizeLimit", "jdk.xml.maxGeneralEntitySizeLimit"
  };

  /** What is the default from Java 24 on. */
  @BeforeEach
  void limit() {
    for (String each : LIMITS) {
      System.setProperty(each, "100000");
    }
  }

  @AfterEach
  void noLimit() {
    for (String each : LIMITS) {
      System.clearProperty(each);
    }
  }

  private static InputStream text(String xml) {
    return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
  }

  private static int elements(String xml) throws XMLStreamException {
    XMLStreamReader in = RepositoryXml.reader(text(xml));
    int count = 0;
    while (in.hasNext()) {
      if (in.next() == XMLStreamConstants.START_ELEMENT) {
        count++;
      }
    }
    return count;
  }

  @Test
  void a_description_may_have_any_number_of_escaped_characters() throws Exception {
    String line = "<p n=\"&lt;&gt;&amp;\">&lt;&gt;&amp;&quot;&#38;</p>\n".repeat(100_000);

    assertThat(elements("<metadata>" + line + "</metadata>")).isEqualTo(100_001);
  }

  @Test
  void what_a_dtd_declares_is_not_known() {
    String bomb = "<!DOCTYPE c [<!ENTITY a 'aaaaaaaaaa'>]><c>&a;</c>";

    assertThatThrownBy(() -> elements(bomb)).isInstanceOf(XMLStreamException.class);
  }
}
