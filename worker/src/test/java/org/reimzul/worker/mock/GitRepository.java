package org.reimzul.worker.mock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.reimzul.core.process.Command;
import org.reimzul.core.process.ProcessRunner;

/** A repository to pull from. */
record GitRepository(Path directory) {
  /** Makes one of the files there, if there are any. */
  static GitRepository init(Path directory) throws IOException, InterruptedException {
    var repository = new GitRepository(Files.createDirectories(directory));
    repository.git("init", "--quiet", "--initial-branch=main");
    return repository;
  }

  /** Commits a file. */
  void commit(String name, String text) throws IOException, InterruptedException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    commit();
  }

  /** Commits all that is there; returns the commit. */
  String commit() throws IOException, InterruptedException {
    git("add", "--all");
    git("commit", "--quiet", "--message=change");
    return git("rev-parse", "HEAD").strip();
  }

  /** Runs git in it; returns what it prints. */
  String git(String... arguments) throws IOException, InterruptedException {
    List<String> argv =
        new ArrayList<>(List.of("git", "-c", "user.name=a", "-c", "user.email=a@b"));
    argv.addAll(List.of(arguments));
    return new ProcessRunner().capture(Command.of(argv).in(directory));
  }
}
