package org.reimzul.jbeanstalk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.testkit.BeanstalkServer;

/** What the README shows compiles as it stands there, and the first of it does what it says. */
class ReadmeIT {
  private static final Pattern EXAMPLE = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path dir;
  private static List<String> examples;

  @BeforeAll
  static void read() throws IOException {
    Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("README.md")));
    examples = matcher.results().map(result -> result.group(1)).toList();
  }

  @Test
  void the_examples_compile() throws Exception {
    assertThat(examples).hasSize(2);
    for (String example : examples) {
      compile(example);
    }
  }

  @Test
  void the_first_example_prints_what_it_put() throws Exception {
    try (var server = BeanstalkServer.start(dir)) {
      compile(examples.get(0).replace("127.0.0.1:11300", "127.0.0.1:" + server.port()));
      assertThat(run()).isEqualTo("hello\n");
    }
  }

  private void compile(String example) throws IOException {
    Path source = dir.resolve("Example.java");
    Files.writeString(
        source,
        """
        import static java.nio.charset.StandardCharsets.UTF_8;
        import java.nio.file.Path;
        import java.time.Duration;
        import org.reimzul.jbeanstalk.*;
        public class Example {
          public static void run() throws Exception {
            %s
          }
        }
        """
            .formatted(example));
    var errors = new ByteArrayOutputStream();
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                errors,
                errors,
                "-d",
                dir.toString(),
                "-classpath",
                Path.of("target", "classes").toString(),
                source.toString());
    assertThat(failed).as(errors.toString(UTF_8)).isZero();
  }

  private String run() throws Exception {
    var printed = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (var loader = new URLClassLoader(new java.net.URL[] {url(dir)})) {
      System.setOut(new PrintStream(printed, true, UTF_8));
      loader.loadClass("Example").getMethod("run").invoke(null);
    } finally {
      System.setOut(before);
    }
    return printed.toString(UTF_8);
  }

  private static java.net.URL url(Path directory) throws IOException {
    URI uri = directory.toUri();
    return uri.toURL();
  }
}
