package org.reimzul.bstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Inbox;
import org.reimzul.bstore.lab.Repodata;
import org.reimzul.bstore.lab.Repogen;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Status;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.BeanstalkServer;
import org.reimzul.testkit.Programs;

/** One repogen worker, as its users run it. */
class RepogenIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  @TempDir Path dir;
  private final HttpClient http = HttpClient.newHttpClient();
  private Store store;
  private BeanstalkServer beanstalkd;
  private Beanstalk queue;
  private Inbox notify;
  private Inbox events;
  private Repogen repogen;

  @BeforeEach
  void start() throws Exception {
    store = new Store(dir.resolve("root"));
    assertThat(store.prepare()).isEmpty();
    beanstalkd = BeanstalkServer.start(dir.resolve("queue"));
    queue = Inbox.connect(beanstalkd);
    notify = new Inbox(beanstalkd, Tubes.NOTIFY);
    events = new Inbox(beanstalkd, Tubes.EVENTS);
    repogen = Repogen.configured(dir.resolve("repogen"), store.root(), beanstalkd);
  }

  @AfterEach
  void stop() {
    repogen.process().kill(); // an orderly end takes seconds, and another test shows it
    repogen.close();
    events.close();
    notify.close();
    queue.close();
    beanstalkd.close();
  }

  private void hint(byte[] body) throws Exception {
    queue.put(Tubes.CREATEREPO, body, Tubes.BUILD, Duration.ZERO, Tubes.TTR);
  }

  private Attempt hand(Attempt attempt) throws Exception {
    attempt.upload(store);
    hint(attempt.result().encode());
    return attempt;
  }

  /** Of the repository. */
  private byte[] get(String path) throws IOException {
    return fetch("repo/el9.x86_64/" + path);
  }

  private byte[] fetch(String path) throws IOException {
    var request = HttpRequest.newBuilder(URI.create(repogen.baseUrl() + "/" + path)).build();
    try {
      HttpResponse<byte[]> reply = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(reply.statusCode()).as(path).isEqualTo(200);
      return reply.body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private String dnf(String... args) throws Exception {
    List<String> argv = new ArrayList<>(List.of(Programs.require("dnf").toString(), "--quiet"));
    Path cache = dir.resolve("dnf");
    argv.addAll(
        List.of(
            "--disablerepo=*",
            "--repofrompath=reimzul," + repogen.baseUrl() + "/repo/el9.x86_64/",
            "--enablerepo=reimzul",
            "--nogpgcheck",
            "--refresh",
            "--releasever=9",
            "--installroot=" + dir.resolve("installroot"),
            "--setopt=cachedir=" + cache,
            "--setopt=logdir=" + cache,
            "--setopt=persistdir=" + cache,
            "--assumeyes"));
    argv.addAll(List.of(args));
    return new ProcessRunner().capture(Command.of(argv));
  }

  @Test
  void a_target_has_a_repository_at_start_and_dnf_installs_what_is_announced() throws Exception {
    repogen.launch();
    repogen.awaitUp();
    Await.until(LIMIT, "the first repodata", () -> Repodata.packages(this::get).isEmpty());
    assertThat(dnf("repoquery", "hello")).isBlank();

    Attempt attempt = hand(Attempt.of("hello"));
    BuildEvent end = notify.end(attempt.build());
    assertThat(Repodata.packages(this::get)).hasSize(3);
    assertThat(end.status()).isEqualTo(Status.SUCCESS);
    assertThat(end.encode()).isEqualTo(attempt.result().encode());
    assertThat(dnf("repoquery", "hello")).contains("hello-0:1.0-1.noarch");
    dnf("install", "hello-libs");
    assertThat(dir.resolve("installroot/usr/share/hello/libs")).hasContent("hello");
    byte[] record = fetch("commits/" + attempt.build());
    assertThat(new String(record, StandardCharsets.UTF_8)).contains(attempt.id().token().value());
  }

  @Test
  void what_is_malformed_is_buried_with_an_event_and_the_next_job_done_at_once() throws Exception {
    repogen.launch();
    repogen.awaitUp();
    byte[] rubbish = new byte[65_535];
    new Random(1).nextBytes(rubbish);
    List<byte[]> bad = new ArrayList<>(List.of(rubbish));
    for (String text :
        List.of(
            "not json",
            "[1]",
            "{}",
            "{\"target\":7}",
            "{\"target\":\"../../etc\"}",
            "{\"target\":\"no.such.target\"}")) {
      bad.add(text.getBytes(StandardCharsets.UTF_8));
    }
    bad.add(Attempt.of("hello").result().encode()); // an upload that isn't there
    for (byte[] body : bad) {
      hint(body);
    }
    Attempt set = Attempt.of("hello").manifest(store, new byte[] {'{'});
    hint(set.result().encode());
    Attempt good = hand(Attempt.of("hello"));
    assertThat(notify.end(good.build()).status()).isEqualTo(Status.SUCCESS);
    assertThat(queue.statsTube(Tubes.CREATEREPO).orElseThrow().currentJobsBuried())
        .isEqualTo(bad.size() + 1);
    List<String> reasons = new ArrayList<>();
    for (byte[] body : events.all()) {
      FarmEvent event = FarmEvent.decode(body);
      assertThat(event.kind()).isEqualTo(EventKind.REJECTED);
      reasons.add(event.reason().orElseThrow());
    }
    assertThat(reasons).hasSize(bad.size() + 1).doesNotContain("");
    assertThat(repogen.process().isAlive()).isTrue();
  }

  @Test
  void an_admins_request_makes_the_metadata_again() throws Exception {
    repogen.launch();
    Await.until(LIMIT, "the first repodata", () -> Repodata.packages(this::get).isEmpty());
    Path first = store.repository("el9.x86_64").resolve("repodata").toRealPath();
    hint("{\"target\":\"el9.x86_64\"}".getBytes(StandardCharsets.UTF_8));
    Await.until(
        LIMIT,
        "another generation",
        () -> !store.repository("el9.x86_64").resolve("repodata").toRealPath().equals(first));
  }

  @Test
  void twenty_uploads_that_wait_cost_three_runs_at_most() throws Exception {
    List<Attempt> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      waiting.add(hand(Attempt.of(i % 2 == 0 ? "hello" : "other")));
    }
    repogen.launch();
    for (Attempt attempt : waiting) {
      notify.end(attempt.build());
    }
    Path generation = store.repository("el9.x86_64").resolve("repodata").toRealPath().getParent();
    assertThat(Integer.parseInt(generation.getFileName().toString()))
        .as("runs of createrepo_c, of which the first is for the empty repository")
        .isLessThanOrEqualTo(3);
  }

  @Test
  void a_reader_never_sees_half_of_a_change() throws Exception {
    repogen.launch();
    Await.until(LIMIT, "the first repodata", () -> Repodata.packages(this::get).isEmpty());
    var stop = new AtomicBoolean();
    CompletableFuture<Integer> reader =
        CompletableFuture.supplyAsync(
            () -> {
              int reads = 0;
              try {
                for (; !stop.get(); reads++) {
                  Repodata.packages(this::get);
                }
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return reads;
            });
    try {
      for (int i = 10; i < 25; i++) {
        Attempt attempt = hand(Attempt.of("hello").timestamp("202611211100" + i));
        notify.end(attempt.build());
        assertThat(Repodata.packages(this::get))
            .anyMatch(p -> p.contains(attempt.result().timestamp()));
      }
    } finally {
      stop.set(true);
    }
    assertThat(reader.join()).isGreaterThan(30);
  }
}
