package org.reimzul.worker.gitsource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.PackageFailure;
import org.reimzul.worker.builder.Trees;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the files of one commit here. */
final class Checkout {
  private static final Logger log = LoggerFactory.getLogger(Checkout.class);
  private static final String SHA256_DIGITS = "[0-9a-f]{64}";

  private final Git git;

  Checkout(Git git) {
    this.git = git;
  }

  /**
   * Fetches and checks out; can be repeated.
   *
   * @return the commit's files, without any of git's own
   * @throws PackageFailure when the commit isn't there
   */
  Path of(URI url, String commit, Desk desk, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    init(commit, desk, beat);
    try {
      fetch(desk, List.of("--depth=1", "--no-tags"), url, commit, beat);
    } catch (PackageFailure
        | GitException e) { // not every server gives out what it isn't asked for
      log.debug("fetching all of {}, since a commit alone can't be had: {}", url, e.getMessage());
      init(commit, desk, beat);
      fetch(desk, List.of("--tags"), url, "+refs/heads/*:refs/heads/*", beat);
      requireThere(url, commit, desk, beat);
    }
    Path tree = Files.createDirectories(desk.tree());
    inRepository(
        desk,
        List.of("--work-tree=" + tree, "checkout", "--quiet", "--force", "--detach", commit, "--"),
        beat);
    return tree;
  }

  private void init(String commit, Desk desk, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    Trees.delete(desk.repository());
    Trees.delete(desk.tree());
    String format = commit.matches(SHA256_DIGITS) ? "sha256" : "sha1";
    git.run(
        desk,
        List.of(
            "init",
            "--quiet",
            "--bare",
            "--template=",
            "--object-format=" + format,
            "--",
            desk.repository().toString()),
        beat);
  }

  private void fetch(Desk desk, List<String> options, URI url, String what, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    List<String> arguments = new ArrayList<>(List.of("fetch", "--quiet"));
    arguments.add("--no-recurse-submodules");
    arguments.addAll(options);
    arguments.addAll(List.of("--", url.toString(), what));
    inRepository(desk, arguments, beat);
  }

  private void requireThere(URI url, String commit, Desk desk, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    try {
      inRepository(desk, List.of("cat-file", "-e", commit + "^{commit}"), beat);
    } catch (GitException e) {
      throw new PackageFailure("no commit " + commit + " in " + url);
    }
  }

  private void inRepository(Desk desk, List<String> arguments, Heartbeat beat)
      throws IOException, InterruptedException, PackageFailure {
    List<String> all = new ArrayList<>(List.of("--git-dir=" + desk.repository()));
    all.addAll(arguments);
    git.run(desk, all, beat);
  }
}
