package org.reimzul.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownKeysTest {
  private static List<String> unknown(String text) throws ConfigException {
    return Settings.parse(text, "f").unknown();
  }

  @Test
  void guesses_what_was_meant() throws Exception {
    assertThat(
            unknown(
                """
                [mqtt]
                hots = h
                base_url = http://h/
                something = else
                [MQTT]
                host = h
                [beanstalk]
                [target el9]
                distag = .el9
                """))
        .containsExactly(
            "f:2: [mqtt] hots: unknown key; did you mean host?",
            "f:3: [mqtt] base_url: unknown key; it belongs into [bstore]",
            "f:4: [mqtt] something: unknown key",
            "f:6: [MQTT]: unknown section; did you mean [mqtt]?",
            "f: [beanstalk]: unknown section; did you mean [beanstalkd]?",
            "f:9: [target el9] distag: unknown key; did you mean disttag?");
  }

  @Test
  void knows_the_keys_of_the_original_and_any_arch() throws Exception {
    assertThat(
            Settings.load(Path.of("src/test/resources/org/reimzul/core/config/python/original.ini"))
                .unknown())
        .isEmpty();
    assertThat(unknown("[mail_rcpts]\nriscv64 = a@b\n")).isEmpty();
  }

  @Test
  void lets_keys_be_that_others_refer_to() throws Exception {
    assertThat(
            unknown(
                """
                [DEFAULT]
                etc = /etc/reimzul
                topic = farm
                lonely = 1
                [mqtt]
                pki = %(etc)s/pki
                ca_cert = %(pki)s/ca.crt
                escaped = 1
                tls_key = %%(escaped)s
                """))
        .containsExactly("f:4: [DEFAULT] lonely: unknown key", "f:8: [mqtt] escaped: unknown key");
  }
}
