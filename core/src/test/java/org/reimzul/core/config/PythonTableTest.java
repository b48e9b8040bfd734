package org.reimzul.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;

/**
 * Every file of the table gives the values that Python 2.7's SafeConfigParser gives; these were
 * written by expected.py beside the files. Where Python 3 differs (inline comments, indented
 * comments and keys, duplicates, {@code ""}, {@code %(__name__)s}), 2.7 counts: it reads the
 * original's file.
 */
class PythonTableTest {
  private static final Path TABLE =
      Path.of("src", "test", "resources", "org", "reimzul", "core", "config", "python");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(TABLE)) {
      return files.filter(file -> file.toString().endsWith(".ini")).sorted().toList();
    }
  }

  private static ObjectNode expected(Path file) throws IOException, MalformedMessageException {
    return Json.read(Files.readAllBytes(Path.of(file.toString().replace(".ini", ".json"))));
  }

  @ParameterizedTest
  @MethodSource("files")
  void gives_what_python_gives(Path file) throws Exception {
    ObjectNode sections = expected(file);
    if (sections.path("error").isTextual()) {
      assertThatThrownBy(() -> IniFile.parse(file))
          .isInstanceOf(ConfigException.class)
          .hasMessageStartingWith(file + ":");
      return;
    }
    IniFile ini = IniFile.parse(file);

    assertThat(ini.names()).containsExactlyInAnyOrderElementsOf(names(sections));
    for (var section : sections.properties()) {
      Set<String> keys = new TreeSet<>(ini.keys(section.getKey()).keySet());
      keys.addAll(ini.defaults().keySet());
      assertThat(keys).as(section.getKey()).isEqualTo(names(section.getValue()));
      for (var key : section.getValue().properties()) {
        assertValue(ini, section.getKey(), key.getKey(), key.getValue());
      }
    }
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void assertValue(IniFile ini, String section, String key, JsonNode wanted) {
    if (wanted.isObject()) {
      assertThatThrownBy(() -> ini.value(section, key))
          .as("[%s] %s", section, key)
          .isInstanceOf(IllegalArgumentException.class);
    } else {
      assertThat(ini.value(section, key)).as("[%s] %s", section, key).contains(wanted.textValue());
      assertThat(ini.line(section, key)).isPositive();
    }
  }

  /** Python takes these for something that nobody can have meant. */
  @Test
  void refuses_what_python_takes_for_another_section_or_a_key() {
    assertThat(refused("[ mqtt ]\nhost = h\n"))
        .isEqualTo("f:1: blanks around the name of the section");
    assertThat(refused("[a]\nx = 1\n[mqtt\n[b = c\n"))
        .isEqualTo("f:3: not a [section]" + System.lineSeparator() + "f:4: not a [section]");
    assertThat(refused(new byte[] {'[', 'a', ']', '\n', 'k', '=', (byte) 0xfc, '\n'}))
        .isEqualTo("f:2: not UTF-8");
  }

  @Test
  void names_every_line_that_cannot_be_read() {
    assertThat(refused("[a]\nkey\nb = 1\n= 2\n[]\n").lines())
        .containsExactly(
            "f:2: neither KEY = VALUE nor a [section]",
            "f:4: neither KEY = VALUE nor a [section]",
            "f:5: not a [section]");
    assertThat(refused("[a]\n  key = 1\n"))
        .isEqualTo("f:2: indented, but there is no value above that it could continue");
    assertThat(refused("key = 1\nother = 2\n[a]\n"))
        .startsWith("f:1: a line before the first [section]");
    assertThat(refused("\ufeff[a]\nkey = 1\n")).startsWith("f:1: a byte order mark");
  }

  private static String refused(String text) {
    return refused(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String refused(byte[] text) {
    try {
      IniFile.parse(text, "f");
      return "";
    } catch (ConfigException e) {
      return e.getMessage();
    }
  }
}
