package org.reimzul.worker.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.reimzul.core.job.AttemptId;

/** The private directory of one try: {@code srpm/}, {@code result/} and what the builder adds. */
record AttemptDirectory(AttemptId id, Path root) {
  private static final String ENDED = "ended";
  private static final String HELD = "held";

  /** The one of this try below {@code parent}, whether it exists or not. */
  static AttemptDirectory below(Path parent, AttemptId id) {
    return new AttemptDirectory(id, parent.resolve(id.toString()));
  }

  /** Makes it. */
  void make() throws IOException {
    Files.createDirectories(srpm());
    Files.createDirectories(result());
  }

  /** Where the source package goes. */
  Path srpm() {
    return root.resolve("srpm");
  }

  /** What is uploaded. */
  Path result() {
    return root.resolve("result");
  }

  /** Notes under which reservation the try is made, for whoever finds it cut off. */
  void note(Handout held) throws IOException {
    Files.writeString(root.resolve(HELD), held.line());
  }

  /** What was noted last; empty if nothing was, or nothing that can be read. */
  Optional<Handout> held() {
    try {
      return Handout.read(Files.readString(root.resolve(HELD)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Notes that the end of this try has been announced. */
  void markEnded() throws IOException {
    Files.write(root.resolve(ENDED), new byte[0]);
  }

  /** True after {@link #markEnded}. */
  boolean ended() {
    return Files.exists(root.resolve(ENDED));
  }
}
