package org.reimzul.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTest {
  @ParameterizedTest
  @CsvSource({
    "repo/a.log, http://h/b/repo/a.log",
    "hello-1.0^git1-1.src.rpm, http://h/b/hello-1.0%5Egit1-1.src.rpm",
    "a~rc1+2/, http://h/b/a~rc1+2/",
    "50%/x, http://h/b/50%25/x",
    "a:b, http://h/b/a:b"
  })
  void what_a_url_may_not_have_is_quoted(String path, String url) {
    assertThat(Link.below(URI.create("http://h/b/"), path)).hasToString(url);
  }
}
