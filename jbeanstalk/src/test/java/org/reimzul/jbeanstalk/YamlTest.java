package org.reimzul.jbeanstalk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
  @Test
  void reads_a_mapping_in_its_order() throws Exception {
    assertThat(Yaml.map(bytes("---\nb: 1\na-c: two words\nos: #1 SMP\n")))
        .hasToString("{b=1, a-c=two words, os=#1 SMP}");
  }

  @Test
  void reads_a_list() throws Exception {
    assertThat(Yaml.list(bytes("---\n- default\n- \"x86_64\"\n")))
        .containsExactly("default", "x86_64");
    assertThat(Yaml.list(bytes("---\n"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\"default\", default",
        "default, default",
        "\"\", ``",
        "``, ``",
        "'it''s', it's",
        "\"a\\\"b\\\\c\", a\"b\\c",
        "\"a\\x41\\u0042\", aAB",
        "\"a\\tb\", a\tb",
        "\"unescaped \" quote\", unescaped \" quote",
        "\"C:\\q\", C:\\q",
        "\"short \\u00\", short \\u00",
        "\"end\\\", end\\",
        "\", \"",
        "a\"b, a\"b",
        "a: b, a: b",
      })
  void takes_a_value_bare_or_quoted(String written, String meant) throws Exception {
    assertThat(Yaml.map(bytes("---\nkey: " + written + "\n"))).containsEntry("key", meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"---\nno colon\n", "---\n: value\n"})
  void refuses_a_line_that_is_no_entry(String text) {
    assertThatThrownBy(() -> Yaml.map(bytes(text))).isInstanceOf(ProtocolException.class);
  }

  @Test
  void refuses_a_line_that_is_no_item() {
    assertThatThrownBy(() -> Yaml.list(bytes("---\n-a\n")))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("'-a'");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
