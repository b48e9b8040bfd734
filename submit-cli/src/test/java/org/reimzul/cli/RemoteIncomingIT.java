package org.reimzul.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.BuildJob;

/** Submitting from another host than the controller: it is asked whether it has the file. */
class RemoteIncomingIT {
  @TempDir Path dir;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private TestFarm farm;
  private HttpServer controller;
  private int answer = 200;
  private Path tiny;

  @BeforeEach
  void start() throws Exception {
    farm = TestFarm.start(dir);
    Files.delete(farm.incoming());
    controller = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    controller.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(answer, -1);
          exchange.close();
        });
    controller.start();
    int port = controller.getAddress().getPort();
    farm.configure(farm.server().url(), "http://127.0.0.1:" + port, "");
  }

  @AfterEach
  void stop() {
    controller.stop(0);
    farm.close();
  }

  private Ran submit(String srpm) {
    return farm.submit("-s", srpm, "-a", "x86_64", "-t", "c7", "-d", ".el7");
  }

  @Test
  void queues_a_package_that_the_controller_has_without_a_digest() throws Exception {
    assertThat(submit("g++-1.0~rc1^2-1.el7.src.rpm").exit()).isZero();

    assertThat(asked).containsExactly("HEAD /reimzul-incoming/g%2B%2B-1.0~rc1%5E2-1.el7.src.rpm");
    BuildJob job = BuildJob.decode(farm.take("x86_64").get(0).body());
    assertThat(job.srpm()).isEqualTo("g++-1.0~rc1^2-1.el7.src.rpm");
    assertThat(job.srpmSha256()).isEmpty();
  }

  private Ran submitFile() throws Exception {
    if (tiny == null) {
      tiny = TinyPackages.source(dir, "tiny", "");
    }
    return submit(tiny.toString());
  }

  @Test
  void asks_the_controller_for_a_name_though_there_is_a_directory_of_that_name_here()
      throws Exception {
    Files.createDirectory(farm.incoming());

    assertThat(submit("hello-1-1.src.rpm").exit()).isZero();
    assertThat(farm.take("x86_64")).hasSize(1);

    answer = 404;
    assertThat(submit("hello-1-1.src.rpm").err())
        .isEqualTo(
            "reimzul-submit: no such file in incoming: "
                + farm.incoming().resolve("hello-1-1.src.rpm")
                + "\n");
  }

  @Test
  void queues_no_file_that_was_placed_where_the_controller_does_not_serve_it() throws Exception {
    Files.createDirectory(farm.incoming());
    answer = 404;

    Ran ran = submitFile();

    assertThat(ran.err())
        .startsWith("reimzul-submit: the controller does not serve tiny-1.0-1.el7_4.src.rpm: ")
        .endsWith("/tiny-1.0-1.el7_4.src.rpm is not there; nothing was queued\n");
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(farm.everPut()).isZero();
    assertThat(farm.incomingFiles()).isEmpty();
  }

  @Test
  void leaves_a_file_that_was_there_before_and_queues_it_no_more_than_another() throws Exception {
    Files.createDirectory(farm.incoming());
    Files.copy(
        TinyPackages.source(dir, "tiny", ""), farm.incoming().resolve("tiny-1.0-1.el7_4.src.rpm"));
    answer = 404;

    assertThat(submit("tiny-1.0-1.el7_4.src.rpm").exit()).isEqualTo(1);
    assertThat(farm.everPut()).isZero();
    assertThat(farm.incomingFiles()).containsExactly("tiny-1.0-1.el7_4.src.rpm");
  }

  @Test
  void queues_a_placed_file_that_the_controller_serves_or_cannot_be_asked_for() throws Exception {
    Files.createDirectory(farm.incoming());
    assertThat(submitFile().exit()).isZero();
    assertThat(asked).containsExactly("HEAD /reimzul-incoming/tiny-1.0-1.el7_4.src.rpm");

    answer = 503;
    assertThat(submitFile()).returns(0, Ran::exit).returns("", Ran::err);
    controller.stop(0);
    assertThat(submitFile()).returns(0, Ran::exit).returns("", Ran::err);
    assertThat(farm.take("x86_64")).hasSize(3);
  }

  @Test
  void refuses_what_the_controller_lacks_or_cannot_tell() throws Exception {
    answer = 404;
    assertThat(submit("gone-1-1.src.rpm"))
        .returns(1, Ran::exit)
        .extracting(Ran::err)
        .asString()
        .startsWith("reimzul-submit: no such file in incoming: http://127.0.0.1:")
        .endsWith("/reimzul-incoming/gone-1-1.src.rpm\n");

    answer = 500;
    assertThat(submit("gone-1-1.src.rpm").err()).endsWith(" answers 500\n");

    controller.stop(0);
    assertThat(submit("gone-1-1.src.rpm").err())
        .endsWith("gone-1-1.src.rpm cannot be reached: Connection refused\n");
    assertThat(farm.everPut()).isZero();
  }
}
