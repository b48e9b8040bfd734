package org.reimzul.core.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class StderrLoggingIT {
  private static final String QUIET =
      """
      <configuration>
        <appender name="STDOUT" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%level: %msg%n</pattern></encoder>
        </appender>
        <root level="ERROR"><appender-ref ref="STDOUT"/></root>
      </configuration>
      """;

  @TempDir Path dir;

  /** Logs, and ends. */
  static final class Teller {
    private Teller() {}

    public static void main(String[] args) {
      LoggerFactory.getLogger("org.example.Teller").debug("nobody hears");
      LoggerFactory.getLogger("org.example.Teller").info("the queue is {}", "back");
      LoggerFactory.getLogger("org.mongodb.driver.cluster").info("nobody hears");
      LoggerFactory.getLogger("org.mongodb.driver.cluster").error("gone");
    }
  }

  private List<String> tell(String stream, String classPath, String... options) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, Teller.class.getName()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dir.resolve("stdout").toFile())
            .redirectError(dir.resolve("stderr").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    return Files.readAllLines(dir.resolve(stream));
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  @Test
  void daemons_log_to_stderr_from_info_on_and_libraries_only_what_goes_wrong() throws Exception {
    String time = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3} ";
    List<String> lines = tell("stderr", classPath());
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).matches(time + "INFO  \\[main] Teller - the queue is back");
    assertThat(lines.get(1)).matches(time + "ERROR \\[main] cluster - gone");
    assertThat(dir.resolve("stdout")).isEmptyFile();
  }

  @Test
  void a_configuration_file_of_logback_goes_first() throws Exception {
    Files.writeString(dir.resolve("logback.xml"), QUIET);
    assertThat(tell("stdout", dir + ":" + classPath())).containsExactly("ERROR: gone");
    Path named = Files.writeString(dir.resolve("named.xml"), QUIET.replace("%level", "-"));
    String option = "-Dlogback.configurationFile=" + named;
    assertThat(tell("stdout", classPath(), option)).containsExactly("-: gone");
  }
}
