package org.reimzul.bstore.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.Artifact;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.EndState;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Nevra;
import org.reimzul.core.job.Status;

/** What a worker hands over. The methods that change something return the same object. */
public final class Attempt {
  private final String pkgname;
  private BuildId build = BuildId.mint(Instant.now());
  private AttemptToken token = AttemptToken.mint();
  private String target = "el9.x86_64";
  private String arch = "x86_64";
  private String timestamp = "20261121100000";
  private Status status = Status.SUCCESS;
  private boolean scratch;
  private boolean rebuilt;

  private Attempt(String pkgname) {
    this.pkgname = pkgname;
  }

  /** A successful build of a package of {@link Rpms}. */
  public static Attempt of(String pkgname) {
    return new Attempt(pkgname);
  }

  public Attempt target(String value) {
    target = value;
    return this;
  }

  public Attempt timestamp(String value) {
    timestamp = value;
    return this;
  }

  public Attempt scratch() {
    scratch = true;
    return this;
  }

  /** Packages of the same names that are not the same to the byte. */
  public Attempt rebuilt() {
    rebuilt = true;
    return this;
  }

  public Attempt failed() {
    status = Status.FAILED;
    return this;
  }

  /** Another attempt of the same build. */
  public Attempt again() {
    var again = new Attempt(pkgname).target(target).timestamp(timestamp);
    again.build = build;
    return again;
  }

  /** The build of a chained arch. */
  public Attempt chained(String chainedArch) {
    var chained = again();
    chained.build = build.chained(chainedArch);
    chained.arch = chainedArch;
    return chained;
  }

  public AttemptId id() {
    return new AttemptId(build, token);
  }

  public BuildId build() {
    return build;
  }

  public BuildEvent result() {
    var job =
        new BuildJob(
            pkgname + "-1.0-1.src.rpm",
            arch,
            target,
            ".el9",
            scratch,
            "alice",
            Optional.of(build),
            Optional.empty(),
            Map.of());
    return new BuildEvent(
        job,
        status,
        "builder1",
        "1.0-1",
        pkgname,
        timestamp,
        Optional.of(token),
        status == Status.FAILED ? Optional.of("it does not compile") : Optional.empty());
  }

  /** The build's end, should somebody call it off. */
  public BuildEnd canceled() {
    return new BuildEnd(
        result().job(), EndState.CANCELED, "no longer wanted", "reimzul@desk", Instant.now());
  }

  /** The request to withdraw the build. */
  public BstoreRequest.Withdraw withdrawal() {
    return new BstoreRequest.Withdraw(build, "it is broken", "reimzul@desk", Instant.now());
  }

  /** The files that belong to it, besides build.log. */
  public List<Path> rpms() {
    List<Path> all = rebuilt ? Rpms.rebuilt(pkgname) : Rpms.of(pkgname);
    return status == Status.SUCCESS ? all : all.subList(0, 1);
  }

  public Manifest manifest() throws IOException {
    List<Artifact> files = new ArrayList<>();
    for (Path rpm : rpms()) {
      String name = rpm.getFileName().toString();
      String nevra = name.replace("-1.0-1", "-0:1.0-1").replaceAll("\\.rpm$", "");
      files.add(
          new Artifact(name, Files.size(rpm), Digests.of(rpm), Optional.of(Nevra.parse(nevra))));
    }
    byte[] log = log();
    files.add(new Artifact("build.log", log.length, Digests.of(log), Optional.empty()));
    Instant now = Instant.parse("2026-11-21T10:00:00Z");
    return new Manifest(result(), now, now.plusSeconds(30), files);
  }

  private byte[] log() {
    return ("the log of " + id() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Its files, without the manifest. */
  public Attempt files(Path dir) throws IOException {
    Files.createDirectories(dir);
    for (Path rpm : rpms()) {
      Files.copy(rpm, dir.resolve(rpm.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }
    Files.write(dir.resolve("build.log"), log());
    return this;
  }

  /** The whole upload, manifest last. */
  public Attempt upload(Store store) throws IOException {
    files(store.upload(id()));
    return manifest(store, manifest().encode());
  }

  /** Writes that manifest. */
  public Attempt manifest(Store store, byte[] text) throws IOException {
    Files.createDirectories(store.upload(id()));
    Path part = store.upload(id()).resolve(".manifest.json.a1b2c3");
    Files.write(part, text);
    Files.move(part, store.upload(id()).resolve(Manifest.FILE_NAME));
    return this;
  }
}
