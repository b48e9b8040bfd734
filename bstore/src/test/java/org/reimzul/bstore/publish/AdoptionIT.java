package org.reimzul.bstore.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.bstore.lab.Attempt;
import org.reimzul.bstore.lab.Bench;
import org.reimzul.bstore.lab.OriginalUpload;
import org.reimzul.bstore.lab.Rpms;
import org.reimzul.bstore.store.CommitRecord;
import org.reimzul.core.job.BuildId;

/** What original workers put into the repository themselves. */
class AdoptionIT {
  @TempDir Path root;
  private Bench bench;

  @BeforeEach
  void makeStore() {
    bench = Bench.in(root);
  }

  private void isRefused(OriginalUpload upload, String reason) throws Exception {
    assertThatThrownBy(() -> bench.adoption().take(upload.event()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(reason);
    assertThat(bench.store().commits().find(upload.build())).isEmpty();
    assertThat(root.resolve("work")).isEmptyDirectory();
  }

  @Test
  void a_success_is_committed_where_it_lies_and_listed() throws Exception {
    OriginalUpload upload = OriginalUpload.of("hello").into(bench.store());
    CommitRecord.Built end = bench.adopt(upload);
    bench.publisher().publishAll();
    assertThat(bench.store().at(end.place())).isEqualTo(upload.dir(bench.store()));
    assertThat(bench.listed())
        .hasSize(3)
        .allMatch(path -> path.startsWith("hello/20180202101500/1.0-1.x86_64/"));
    assertThat(root.resolve("work")).isEmptyDirectory();
    assertThat(upload.dir(bench.store()).getParent().toFile().list())
        .containsExactly("1.0-1.x86_64");
  }

  @Test
  void the_same_message_twice_is_one_commit() throws Exception {
    OriginalUpload upload = OriginalUpload.of("hello").into(bench.store());
    bench.adopt(upload);
    bench.adopt(upload);
    assertThat(bench.store().commits().builds()).containsExactly(upload.build());
  }

  @Test
  void a_job_with_a_build_id_keeps_it_and_its_chained_arch_is_a_build_of_its_own()
      throws Exception {
    BuildId id = BuildId.mint(Instant.now());
    OriginalUpload parent = OriginalUpload.of("hello").submittedAs(id).into(bench.store());
    OriginalUpload child = parent.chained("i386").into(bench.store());
    bench.adopt(parent);
    bench.adopt(child);
    bench.publisher().publishAll();
    assertThat(bench.store().commits().builds())
        .containsExactlyInAnyOrder(id, new BuildId(id + "-i386"));
    assertThat(bench.listed()).hasSize(3).allMatch(path -> path.contains("/1.0-1.x86_64/"));
  }

  @Test
  void a_scratch_build_leaves_the_repository_and_is_not_listed() throws Exception {
    OriginalUpload upload = OriginalUpload.of("hello").asScratch().into(bench.store());
    bench.adopt(upload);
    bench.publisher().publishAll();
    assertThat(upload.dir(bench.store())).doesNotExist();
    assertThat(root.resolve("scratch/el9.x86_64/hello/20180202101500/1.0-1.x86_64/build.log"))
        .exists();
    assertThat(bench.store().outbox().names()).containsExactly(upload.build().value());
  }

  @Test
  void a_directory_that_nobody_has_called_a_success_is_never_listed() throws Exception {
    OriginalUpload.of("other").at("20180202111111").into(bench.store());
    bench.adopt(OriginalUpload.of("hello").into(bench.store()));
    bench.scan().once();
    bench.publisher().publishAll();
    assertThat(bench.listed()).hasSize(3).allMatch(path -> path.startsWith("hello/"));
  }

  @Test
  void an_upload_that_rsync_has_not_finished_is_refused_until_it_is_whole() throws Exception {
    OriginalUpload upload = OriginalUpload.of("hello").into(bench.store());
    Path rpm = upload.dir(bench.store()).resolve("hello-libs-1.0-1.noarch.rpm");
    Files.delete(rpm);
    isRefused(upload, "[hello-libs-1.0-1.noarch.rpm]");
    Files.write(rpm, new byte[] {(byte) 0xed, (byte) 0xab, (byte) 0xee, (byte) 0xdb, 3});
    isRefused(upload, "hello-libs-1.0-1.noarch.rpm");
    bench.adopt(upload.into(bench.store()));
  }

  @Test
  void links_and_files_of_rsync_are_no_part_of_a_result() throws Exception {
    OriginalUpload upload = OriginalUpload.of("hello").into(bench.store());
    Path dir = upload.dir(bench.store());
    Files.createSymbolicLink(dir.resolve("z.rpm"), Rpms.of("other").get(1));
    Files.writeString(dir.resolve(".hello.rpm.Xy12ab"), "half");
    Files.createDirectory(dir.resolve("sub"));
    assertThat(bench.adopt(upload).manifest().files()).hasSize(3 + 5);
  }

  @Test
  void no_link_leads_out_of_the_repository() throws Exception {
    OriginalUpload upload = OriginalUpload.of("hello");
    Path elsewhere = root.resolve("elsewhere");
    upload.files(elsewhere.resolve("20180202101500/1.0-1.x86_64"));
    Files.createDirectories(bench.store().repository(Bench.TARGET));
    Files.createSymbolicLink(bench.store().repository(Bench.TARGET).resolve("hello"), elsewhere);
    isRefused(upload, "repo/el9.x86_64/hello is not a directory");
  }

  @Test
  void another_package_than_the_message_says_is_refused() throws Exception {
    OriginalUpload upload = OriginalUpload.of("hello");
    OriginalUpload.of("other").files(upload.dir(bench.store()));
    isRefused(upload, "other-0:1.0-1.src");
  }

  @Test
  void a_build_of_ours_takes_the_next_second_when_an_original_one_has_it() throws Exception {
    OriginalUpload.of("hello").into(bench.store()); // not even taken up yet
    Attempt ours = bench.take(Attempt.of("hello").timestamp("20180202101500"));
    assertThat(bench.end(ours.build()).result().timestamp()).isEqualTo("20180202101501");
  }

  @Test
  void an_upload_over_a_listed_build_is_refused() throws Exception {
    Attempt ours = bench.publish(Attempt.of("hello").timestamp("20180202101500"));
    isRefused(
        OriginalUpload.of("hello").into(bench.store()), "is the place of build " + ours.build());
  }

  @Test
  void an_upload_into_a_place_that_is_being_filled_is_set_aside() throws Exception {
    Attempt ours = Attempt.of("hello").timestamp("20180202101500").upload(bench.store());
    Path work = bench.store().work();
    ours.files(work.resolve(ours.id().toString()));
    var record = new CommitRecord.Built(ours.manifest(), Instant.now());
    bench
        .store()
        .commits()
        .add(ours.build(), Files.write(work.resolve(ours.id() + ".json"), record.encode()));
    OriginalUpload.of("hello").into(bench.store());
    bench.scan().once();
    Path place = bench.store().at(record.place());
    assertThat(place.resolve("mock.cfg")).doesNotExist();
    assertThat(place.resolve("build.log")).content().contains(ours.id().toString());
    assertThat(root.resolve("quarantine/in-the-way-of-" + ours.id() + "/mock.cfg")).exists();
  }

  @Test
  void what_a_kill_leaves_after_the_commit_is_brought_to_its_end() throws Exception {
    OriginalUpload upload = OriginalUpload.of("hello").asScratch().into(bench.store());
    CommitRecord.Built end = bench.adopt(upload);
    Files.createDirectories(upload.dir(bench.store()).getParent());
    Files.move(bench.store().at(end.place()), upload.dir(bench.store()));
    bench.store().outbox().remove(upload.build().value());
    Files.write(bench.store().work().resolve(end.manifest().attempt() + ".json"), end.encode());
    bench.scan().once();
    assertThat(bench.store().at(end.place()).resolve("build.log")).exists();
    assertThat(upload.dir(bench.store())).doesNotExist();
    assertThat(bench.store().outbox().names()).containsExactly(upload.build().value());
  }
}
