package org.reimzul.bstore.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.reimzul.bstore.store.Place;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Status;

/** What an original worker leaves in a repository, and what it says of it. */
public record OriginalUpload(
    String pkgname,
    String target,
    String arch,
    String timestamp,
    boolean scratch,
    Optional<BuildId> submitted) {
  /** Of a build that an original submitter has queued. */
  public static OriginalUpload of(String pkgname) {
    return new OriginalUpload(
        pkgname, "el9.x86_64", "x86_64", "20180202101500", false, Optional.empty());
  }

  /** A scratch build. */
  public OriginalUpload asScratch() {
    return new OriginalUpload(pkgname, target, arch, timestamp, true, submitted);
  }

  /** The same build in its job's second arch. */
  public OriginalUpload chained(String chainedArch) {
    return new OriginalUpload(pkgname, target, chainedArch, timestamp, scratch, submitted);
  }

  /** For another target. */
  public OriginalUpload target(String another) {
    return new OriginalUpload(pkgname, another, arch, timestamp, scratch, submitted);
  }

  /** At another time. */
  public OriginalUpload at(String another) {
    return new OriginalUpload(pkgname, target, arch, another, scratch, submitted);
  }

  /** Of a job that has an id. */
  public OriginalUpload submittedAs(BuildId id) {
    return new OriginalUpload(pkgname, target, arch, timestamp, scratch, Optional.of(id));
  }

  /** Its word to bstore, and to the dispatcher. */
  public BuildEvent event() {
    var job =
        new BuildJob(
            pkgname + "-1.0-1.src.rpm",
            arch,
            target,
            ".el9",
            scratch,
            "alice",
            submitted,
            Optional.empty(),
            Map.of());
    return new BuildEvent(
        job,
        Status.SUCCESS,
        "old1.example.org",
        "1.0-1",
        pkgname,
        timestamp,
        Optional.empty(),
        Optional.empty());
  }

  /** The build that bstore makes of it. */
  public BuildId build() {
    return event().identified().job().requireBuildId();
  }

  /** Where it lies. */
  public Path dir(Store store) {
    return store.at(Place.of(event()).uploadedAt(timestamp));
  }

  /** Puts it there. */
  public OriginalUpload into(Store store) throws IOException {
    return files(dir(store));
  }

  /** Puts it into a directory. */
  public OriginalUpload files(Path dir) throws IOException {
    Files.createDirectories(dir);
    var log = new StringBuilder();
    for (Path rpm : Rpms.of(pkgname)) {
      String name = rpm.getFileName().toString();
      Files.copy(rpm, dir.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      log.append("Wrote: /builddir/build/").append(name.contains(".src.") ? "S" : "");
      log.append("RPMS/").append(name).append('\n');
    }
    Files.writeString(dir.resolve("build.log"), log);
    for (String name : new String[] {"mock.cfg", "site-defaults.cfg", "root.log", "stdout"}) {
      Files.writeString(dir.resolve(name), name + " of the original\n");
    }
    return this;
  }
}
