package org.reimzul.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of promises names what there is. */
class GuaranteesTest {
  private static final Pattern TEST = Pattern.compile("([a-z/]*)\\b([A-Z]\\w+(?:IT|Test))`");

  @Test
  void every_test_that_it_names_exists() throws Exception {
    List<String> tests = tests();
    String page = Files.readString(Path.of("../docs/guarantees.md"));
    Set<String> named =
        TEST.matcher(page).results().map(GuaranteesTest::path).collect(Collectors.toSet());

    assertThat(named).hasSizeGreaterThan(20);
    assertThat(named)
        .allSatisfy(name -> assertThat(tests).as(name).anyMatch(path -> path.endsWith("/" + name)));
  }

  private static String path(MatchResult found) {
    return found.group(1) + found.group(2) + ".java";
  }

  private static List<String> tests() throws IOException {
    try (Stream<Path> files =
        Files.find(Path.of(".."), 12, (path, is) -> path.toString().contains("src/test/java"))) {
      return files.map(Path::toString).toList();
    }
  }
}
