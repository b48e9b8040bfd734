package org.reimzul.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.job.Status;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.TubeName;

/** From a request to a built package: git and lookaside over http, rpmbuild, rsync, beanstalkd. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SourceIT {
  /** Nobody here builds for it, so that builds stay in the queue. */
  private static final String ELSEWHERE = "aarch64";

  private TestFarm farm;
  private GitHost host;
  private RunningWorker worker;

  @BeforeAll
  void start(@TempDir Path dir) throws Exception {
    farm = TestFarm.start(dir);
    host = GitHost.start(Files.createDirectories(dir.resolve("git")));
    worker = farm.runWorker("builder = rpmbuild\n" + host.ini());
  }

  @AfterAll
  void stop() throws Exception {
    worker.close();
    host.close();
    farm.close();
  }

  @AfterEach
  void forgetEvents() throws Exception {
    while (farm.jobs(Tubes.EVENTS) > 0) {
      farm.takeAny(Tubes.EVENTS);
    }
  }

  private static String hash(String algorithm, String content) throws Exception {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
  }

  private void serve(String path, String content) throws Exception {
    Path file = host.lookaside().resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private BuildJob built(SourceRequest request) throws Exception {
    farm.put(request);
    BuildJob job = BuildJob.decode(farm.take(TubeName.of(ELSEWHERE)));
    assertThat(job.buildId()).isEqualTo(request.buildId());
    farm.awaitSettled();
    return job;
  }

  private String failed(SourceRequest request) throws Exception {
    farm.put(request);
    Manifest manifest = farm.takeResult();
    assertThat(manifest.result().status()).isEqualTo(Status.FAILED);
    assertThat(manifest.result().job().buildId()).isEqualTo(request.buildId());
    assertThat(manifest.result().pkgname()).isEqualTo(request.pkg());
    assertThat(manifest.result().evr()).isEqualTo("0-0");
    assertThat(BuildEvent.decode(farm.take(Tubes.NOTIFY)).status()).isEqualTo(Status.BUILDING);
    farm.awaitSettled();
    String reason = manifest.result().reason().orElseThrow();
    var attempt =
        new AttemptId(request.requireBuildId(), manifest.result().attempt().orElseThrow());
    assertThat(farm.upload(attempt).resolve("build.log")).content().contains(reason);
    return reason;
  }

  @Test
  void a_package_of_centos_with_its_source_from_the_lookaside() throws Exception {
    String content = "from the lookaside\n";
    String sha = hash("SHA-256", content);
    serve("sources/tiny/c9s/" + sha, content);
    String commit =
        host.commit(
            "tiny",
            "c9s",
            Map.of(
                "SPECS/tiny.spec",
                Tiny.spec("tiny"),
                ".tiny.metadata",
                sha + " SOURCES/tiny.txt\n"));

    BuildJob job = built(Requests.of("tiny", "c9s", "HEAD", ELSEWHERE));

    assertThat(job.srpm()).isEqualTo("tiny-1.0-1.el9.src.rpm");
    assertThat(job.target()).isEqualTo("el9.aarch64");
    assertThat(job.distTag()).isEqualTo(".el9");
    assertThat(job.extra().get("source").path("commit").asText()).isEqualTo(commit);
    assertThat(job.extra().get("source").path("url").asText())
        .isEqualTo(host.url() + "/r/rpms/tiny.git");
    assertThat(job.extra().get("request_id").asText()).isEqualTo("request-1");
    Path own = farm.incoming().resolve(job.requireBuildId() + "/" + job.srpm());
    assertThat(hash(own)).isEqualTo(job.srpmSha256().orElseThrow());
    assertThat(hash(farm.incoming().resolve(job.srpm()))).isEqualTo(hash(own));
  }

  private static String hash(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  @Test
  void the_record_hears_of_the_commit_the_attempt_and_the_job() throws Exception {
    String commit =
        host.commit(
            "told", "c9", Map.of("SPECS/told.spec", Tiny.spec("told"), "SOURCES/told.txt", ""));
    SourceRequest request = Requests.of("told", "c9", "HEAD", ELSEWHERE);

    BuildJob job = built(request);

    FarmEvent settled = farm.takeEvent(EventKind.QUEUED);
    assertThat(settled.reason()).contains("settled on commit " + commit);
    assertThat(settled.data().path("tube").asText()).isEqualTo("source");
    assertThat(settled.data().path("job").path("commit").asText()).isEqualTo(commit);
    FarmEvent leased = farm.takeEvent(EventKind.ATTEMPT);
    assertThat(leased.data().path("job").path("pkg").asText()).isEqualTo("told");
    assertThat(farm.takeEvent(EventKind.ATTEMPT).reason()).contains("making the source package");
    FarmEvent queued = farm.takeEvent(EventKind.QUEUED);
    FarmEvent done = farm.takeEvent(EventKind.ATTEMPT);
    assertThat(done.data().path("state").asText()).isEqualTo("DONE");
    assertThat(done.data().path("made").asText()).isEqualTo("told-1.0-1.el9.src.rpm");
    assertThat(queued.data().path("tube").asText()).isEqualTo(ELSEWHERE);
    assertThat(
            BuildJob.decode(queued.data().path("job").toString().getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(job);
  }

  @Test
  void a_package_of_dist_git_is_built_at_once_where_its_arch_is_served() throws Exception {
    String sha512 = "kept in git\n";
    String md5 = "old habits\n";
    serve("flat/more.txt/md5/" + hash("MD5", md5) + "/more.txt", md5);
    int before = host.asked();
    String sources =
        "SHA512 (flat.txt) = " + hash("SHA-512", sha512) + "\n" + hash("MD5", md5) + "  more.txt\n";
    host.commit(
        "flat",
        "f42",
        Map.of(
            "flat.spec",
            Tiny.spec("flat"),
            "flat.txt",
            sha512,
            "sources",
            sources,
            ".gitignore",
            ""));
    SourceRequest request = Requests.of("flat", "f42", "HEAD", "x86_64");

    farm.put(request);

    Manifest manifest = farm.takeResult();
    assertThat(manifest.result().status()).isEqualTo(Status.SUCCESS);
    assertThat(manifest.result().job().buildId()).isEqualTo(request.buildId());
    assertThat(manifest.result().job().srpm()).isEqualTo("flat-1.0-1.fc42.src.rpm");
    assertThat(host.asked() - before).isEqualTo(1); // what is there already is not fetched
    farm.awaitSettled();
    farm.take(Tubes.NOTIFY);
  }

  @Test
  void a_tag_and_a_commit_are_built_as_well_as_a_branch() throws Exception {
    String first = host.commit("refs", "c8", Tiny.files("refs", "1"));
    Path bare = host.repository("refs");
    GitHost.git(bare, "tag", "--annotate", "--message=one", "imports/v1", first);
    String last = host.commit("refs", "c8", Tiny.files("refs", "2"));

    assertThat(commitOf("imports/v1")).isEqualTo(first);
    assertThat(commitOf(first)).isEqualTo(first);
    assertThat(commitOf("c8")).isEqualTo(last);
    assertThat(commitOf("HEAD")).isEqualTo(last);
  }

  private String commitOf(String ref) throws Exception {
    BuildJob job = built(Requests.of("refs", "c8", ref, ELSEWHERE));
    return job.extra().get("source").path("commit").asText();
  }

  @Test
  void what_is_the_packages_fault_ends_with_its_reason_and_logs() throws Exception {
    host.commit("faulty", "c9", Map.of("faulty.spec", "Name: faulty\n%nosuchthing\n"));
    host.commit("faulty", "main", Map.of("faulty.spec", Tiny.spec("faulty")));
    host.commit("faulty", "c10", Map.of("faulty.spec", Tiny.spec("faulty")));
    host.commit("faulty", "c9-two", Map.of("a.spec", "", "b.spec", ""));

    assertThat(failed(Requests.of("faulty", "c7", "HEAD", ELSEWHERE)))
        .isEqualTo("no branch c7 in " + host.url() + "/r/rpms/faulty.git");
    assertThat(failed(Requests.of("faulty", "c9", "v9", ELSEWHERE)))
        .startsWith("no branch or tag v9 in ");
    assertThat(failed(Requests.of("faulty", "c9", "0".repeat(40), ELSEWHERE)))
        .startsWith("no commit 0000");
    assertThat(failed(Requests.of("nothing", "c9", "HEAD", ELSEWHERE))).contains("not found");
    assertThat(failed(Requests.of("faulty", "main", "HEAD", ELSEWHERE)))
        .isEqualTo("no disttag was given, and neither target el9 nor branch main tells one");
    assertThat(failed(Requests.of("faulty", "c9", "HEAD", ELSEWHERE))).contains("error: ");
    assertThat(failed(Requests.of("faulty", "c10", "HEAD", ELSEWHERE)))
        .contains("faulty.txt: No such file or directory");
    assertThat(failed(Requests.of("faulty", "c9-two", "HEAD", ELSEWHERE)))
        .isEqualTo("the commit has no faulty.spec, nor just one other spec file");
  }

  @Test
  void sources_that_are_not_what_the_package_names() throws Exception {
    String wrong = hash("SHA-512", "what was meant");
    serve("wrong/wrong.txt/sha512/" + wrong + "/wrong.txt", "what is there");
    String right = hash("SHA-1", "");
    host.commit(
        "wrong",
        "c9",
        Map.of("wrong.spec", Tiny.spec("wrong"), "sources", "SHA512 (wrong.txt) = " + wrong));
    host.commit(
        "wrong",
        "c8",
        Map.of("wrong.spec", Tiny.spec("wrong"), ".wrong.metadata", right + " SOURCES/none.txt"));
    host.commit(
        "wrong",
        "c7",
        Map.of(
            "wrong.spec", Tiny.spec("wrong"), ".wrong.metadata", right + " SOURCES/../wrong.txt"));

    assertThat(failed(Requests.of("wrong", "c9", "HEAD", ELSEWHERE)))
        .startsWith("the source wrong.txt is not the one that the package names: its sha512 is ")
        .endsWith("not " + wrong);
    assertThat(failed(Requests.of("wrong", "c8", "HEAD", ELSEWHERE)))
        .startsWith("the source none.txt cannot be had: ")
        .endsWith("/sources/wrong/c8/" + right + " answers 404");
    assertThat(failed(Requests.of("wrong", "c7", "HEAD", ELSEWHERE)))
        .isEqualTo(".wrong.metadata: not a bare file name: \"../wrong.txt\"");
  }
}
