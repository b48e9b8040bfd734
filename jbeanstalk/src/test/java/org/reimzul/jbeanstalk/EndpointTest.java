package org.reimzul.jbeanstalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void reads_name_port_and_whether_tls() {
    assertThat(Endpoint.parse("beanstalk://queue.example.org:11300"))
        .isEqualTo(new Endpoint("queue.example.org", 11300, false));
    assertThat(Endpoint.parse("beanstalks://10.0.0.1:1"))
        .isEqualTo(new Endpoint("10.0.0.1", 1, true));
    assertThat(Endpoint.parse("beanstalk://[::1]:65535"))
        .isEqualTo(new Endpoint("::1", 65535, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"beanstalk://h:1", "beanstalks://[fe80::1%eth0]:2", "beanstalk://a_b-c.d:11300"})
  void prints_what_it_reads(String url) {
    assertThat(Endpoint.parse(url)).hasToString(url);
  }

  @ParameterizedTest
  @CsvSource({
    "'', expected beanstalk://host:port",
    "localhost:11300, expected beanstalk://host:port",
    "http://h:1, the scheme must be",
    "BEANSTALK://h:1, the scheme must be",
    "beanstalk://h, the port is missing",
    "beanstalk://h:, the port must be a number",
    "beanstalk://h:x, the port must be a number",
    "beanstalk://h:+1, the port must be a number",
    "beanstalk://h:0, the port must be within",
    "beanstalk://h:65536, the port must be within",
    "beanstalk://h:1/, the port must be a number",
    "beanstalk://h:1/path, the port must be a number",
    "'beanstalk://h:1\n', expected beanstalk://host:port",
    "beanstalk://:1, the host is missing",
    "beanstalk://u@h:1, not a host name",
    "beanstalk://-h:1, not a host name",
    "'beanstalk://h h:1', not a host name",
    "beanstalk://::1:1, the host is missing",
    "beanstalk://[::1:1, expected",
    "beanstalk://[h]:1, not an IPv6 address",
    "beanstalk://[]:1, not an IPv6 address",
    "beanstalk://[::1], the port is missing",
  })
  void says_why_it_refuses(String url, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.parse(url))
        .withMessageContaining(reason);
  }

  @Test
  void checks_its_parts_as_well() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint("", 1, false));
    assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint("h", 0, false));
  }
}
