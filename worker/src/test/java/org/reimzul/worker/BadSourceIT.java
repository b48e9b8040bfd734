package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.Tubes;

/** A source package that can't be used fails its build, with the reason in build.log. */
class BadSourceIT {
  @TempDir Path dir;
  private TestFarm farm;
  private RunningWorker worker;
  private Path srpm;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    srpm = Srpms.make("tiny", farm.incoming(), dir);
    worker = farm.runWorker("builder = rpmbuild\nmax_srpm_mib = 1");
  }

  @AfterEach
  void stop() throws Exception {
    worker.close();
    farm.close();
  }

  private void failsFor(String reason, Path what, Optional<String> sha256) throws Exception {
    farm.submit(what, sha256);
    Manifest manifest = farm.takeResult();
    assertThat(manifest.result().status()).isEqualTo(Status.FAILED);
    assertThat(manifest.result().reason().orElseThrow()).contains(reason);
    assertThat(farm.upload(manifest.attempt()).resolve("build.log")).content().contains(reason);
    assertThat(farm.take(Tubes.NOTIFY)).isNotEmpty();
    farm.awaitSettled();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void a_404_is_no_package_even_if_its_body_is_one() throws Exception {
    byte[] whole = Files.readAllBytes(srpm);
    farm.serve(srpm.getFileName().toString(), exchange -> answer(exchange, 404, whole));

    failsFor("answers 404", srpm, Optional.empty());
  }

  @Test
  void a_file_that_is_not_there() throws Exception {
    failsFor("answers 404", Path.of("nothere-1-1.src.rpm"), Optional.empty());
  }

  @Test
  void half_a_file() throws Exception {
    byte[] whole = Files.readAllBytes(srpm);
    Files.write(srpm, java.util.Arrays.copyOf(whole, whole.length - 40));

    failsFor("damaged", srpm, Optional.empty());
  }

  @Test
  void an_answer_that_breaks_off() throws Exception {
    byte[] whole = Files.readAllBytes(srpm);
    farm.serve(
        srpm.getFileName().toString(),
        exchange -> {
          exchange.sendResponseHeaders(200, whole.length);
          exchange.getResponseBody().write(whole, 0, whole.length / 2);
          exchange.getResponseBody().flush();
          exchange.close();
        });

    failsFor("truncated", srpm, Optional.empty());
  }

  @Test
  void a_flipped_bit() throws Exception {
    byte[] bytes = Files.readAllBytes(srpm);
    bytes[bytes.length - 20] ^= 1;
    Files.write(srpm, bytes);

    failsFor("damaged", srpm, Optional.empty());
  }

  @Test
  void another_file_than_was_submitted() throws Exception {
    failsFor("not the one that was submitted", srpm, Optional.of("0".repeat(64)));
  }

  @Test
  void a_file_under_another_name() throws Exception {
    Path renamed = Files.copy(srpm, farm.incoming().resolve("tiny-1.0-2.el9.src.rpm"));

    failsFor("header says tiny-1.0-1.el9.src.rpm", renamed, Optional.empty());
  }

  @Test
  void text_that_calls_itself_a_package() throws Exception {
    Path text = farm.incoming().resolve("text-1-1.src.rpm");
    Files.writeString(text, "/etc/passwd\n", StandardCharsets.UTF_8);

    failsFor("is not an RPM", text, Optional.empty());
  }

  @Test
  void more_than_is_taken() throws Exception {
    Path huge = farm.incoming().resolve("huge-1-1.src.rpm");
    Files.write(huge, new byte[(1 << 20) + 1]);

    failsFor("too large", huge, Optional.empty());
  }
}
