package org.reimzul.worker.gitsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.reimzul.core.config.Settings;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.GitHost;
import org.reimzul.worker.builder.PackageFailure;

/** What a repository cannot do to the worker that fetches it; bare repositories on disk. */
class HostileRepositoryIT {
  @TempDir Path dir;
  private Path bare;
  private Path work;
  private Desk desk;

  @BeforeEach
  void make() throws Exception {
    bare = dir.resolve("bare.git");
    work = dir.resolve("work");
    GitHost.git(dir, "init", "--quiet", "--bare", bare.toString());
    GitHost.git(dir, "clone", "--quiet", bare.toString(), work.toString());
    Path attempt = Files.createDirectories(dir.resolve("attempt"));
    desk = new Desk(attempt, Files.createDirectories(attempt.resolve("result")));
  }

  private static ScmConfig config(String more) throws Exception {
    Settings settings =
        Settings.parse("[scm]\nprotocols = file\ngit_url = file:///\n" + more, "test");
    ScmConfig config = ScmConfig.read(settings);
    settings.check();
    return config;
  }

  private String push() throws Exception {
    GitHost.git(work, "add", "--all");
    GitHost.git(work, "commit", "--quiet", "--message=a change");
    GitHost.git(work, "push", "--quiet", "origin", "HEAD:refs/heads/c9");
    return GitHost.git(work, "rev-parse", "HEAD").strip();
  }

  private Path checkOut(String commit, ScmConfig config) throws Exception {
    return new Checkout(new Git(config))
        .of(URI.create("file://" + bare), commit, desk, Heartbeat.NONE);
  }

  @Test
  void a_link_out_of_the_repository_is_a_file_like_any_other() throws Exception {
    Files.createSymbolicLink(work.resolve("secret.txt"), Path.of("/etc/passwd"));
    Path tree = checkOut(push(), config(""));

    assertThat(Files.isRegularFile(tree.resolve("secret.txt"), LinkOption.NOFOLLOW_LINKS)).isTrue();
    assertThat(tree.resolve("secret.txt")).hasContent("/etc/passwd");
    assertThat(tree.resolve(".git")).doesNotExist();
  }

  @Test
  void neither_filters_nor_hooks_nor_submodules_are_run_or_fetched() throws Exception {
    Path trace = dir.resolve("trace");
    Files.writeString(work.resolve(".gitattributes"), "* filter=evil\n");
    Files.writeString(
        work.resolve(".gitmodules"),
        "[submodule \"sub\"]\n\tpath = sub\n\turl = file://%s\n\tupdate = !touch %s\n"
            .formatted(bare, trace));
    Files.writeString(work.resolve("a.txt"), "as committed");
    push();
    GitHost.git(
        work,
        "update-index",
        "--add",
        "--cacheinfo",
        "160000," + GitHost.git(work, "rev-parse", "HEAD").strip() + ",sub");
    GitHost.git(work, "commit", "--quiet", "--message=a submodule");
    GitHost.git(work, "push", "--quiet", "origin", "HEAD:refs/heads/c9");
    Path hook = Files.writeString(bare.resolve("hooks/post-checkout"), "#!/bin/sh\ntouch " + trace);
    assertThat(hook.toFile().setExecutable(true)).isTrue();

    Path tree = checkOut(GitHost.git(work, "rev-parse", "HEAD").strip(), config(""));

    assertThat(tree.resolve("a.txt")).hasContent("as committed");
    assertThat(tree.resolve("sub")).isEmptyDirectory();
    assertThat(trace).doesNotExist();
  }

  @Test
  void what_grows_beyond_the_limit_is_given_up() throws Exception {
    Files.write(work.resolve("zeros"), new byte[64 << 20]); // packs to almost nothing
    String commit = push();

    assertThatThrownBy(() -> checkOut(commit, config("max_mib = 16\n")))
        .isInstanceOf(PackageFailure.class)
        .hasMessage("the git repository is larger than 16 MiB ([scm] max_mib)");
  }

  @Test
  void a_protocol_that_is_not_configured_is_not_spoken() throws Exception {
    String commit = pushed();
    var web =
        new ScmConfig(
            URI.create("https://git.example.org/"),
            config("").repository(),
            config("").metadata(),
            config("").lookaside(),
            java.util.List.of("https"),
            1 << 20,
            java.time.Duration.ofMinutes(1));

    assertThatThrownBy(() -> checkOut(commit, web))
        .isInstanceOf(GitException.class)
        .hasMessageContaining("transport 'file' not allowed");
  }

  private String pushed() throws Exception {
    Files.writeString(work.resolve("a.txt"), "a");
    return push();
  }

  @Test
  void a_commit_that_no_branch_holds_any_more_is_still_that_commit() throws Exception {
    String first = pushed();
    GitHost.git(bare, "config", "uploadpack.allowAnySHA1InWant", "true");
    Files.writeString(work.resolve("a.txt"), "b");
    GitHost.git(work, "commit", "--quiet", "--all", "--amend", "--message=rewritten");
    GitHost.git(work, "push", "--quiet", "--force", "origin", "HEAD:refs/heads/c9");

    assertThat(checkOut(first, config("")).resolve("a.txt")).hasContent("a");
  }

  @Test
  void the_machines_own_configuration_of_git_plays_no_part() throws Exception {
    String commit = pushed();
    Files.writeString(desk.home().resolve(".gitconfig"), "[core]\n\tautocrlf = true\n");
    Files.writeString(work.resolve("lines"), "one\ntwo\n");
    String second = push();
    assertThat(second).isNotEqualTo(commit);

    assertThat(checkOut(second, config("")).resolve("lines")).hasContent("one\ntwo\n");
  }

  @Test
  void a_url_has_its_values_escaped() throws Exception {
    URI url =
        config("repository_url = {git_url}/x/{pkg}.git\n")
            .repository()
            .with(URI.create("https://git.example.org/"), Map.of("pkg", "gtk+ 2%/é"));

    assertThat(url).hasToString("https://git.example.org/x/gtk+%202%25/%C3%A9.git");
  }
}
