package org.reimzul.faults.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.faults.lab.Lab;

/** Submits with the farm's own command, as a packager would; believes only what it prints. */
public final class Submitter {
  private final Lab lab;
  private final Packages packages;
  private final Acknowledged books;
  private volatile Optional<ProcessHandle> running = Optional.empty();

  /** For this farm. */
  public Submitter(Lab lab, Packages packages, Acknowledged books) {
    this.lab = lab;
    this.packages = packages;
    this.books = books;
  }

  /** A submission that is under way. */
  public Optional<ProcessHandle> running() {
    return running.filter(ProcessHandle::isAlive);
  }

  /**
   * Submits these, which have one target and are all scratch or none; returns those of which nobody
   * was told, to be submitted again.
   *
   * @param accepted hears of each job as the queue has it
   */
  public List<Parcel> submit(List<Parcel> parcels, java.util.function.Consumer<ObjectNode> accepted)
      throws IOException, InterruptedException {
    Map<String, Parcel> open = new LinkedHashMap<>();
    parcels.forEach(parcel -> open.put(parcel.srpm(), parcel));
    Process process = start(parcels);
    running = Optional.of(process.toHandle());
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        acknowledge(line, open, accepted);
      }
    }
    process.waitFor();
    open.values().forEach(books::untold);
    return new ArrayList<>(open.values());
  }

  private Process start(List<Parcel> parcels) throws IOException {
    Parcel one = parcels.get(0);
    List<String> argv = new ArrayList<>();
    argv.add(lab.command("reimzul").toString());
    argv.addAll(List.of("submit", "--json", "--config", lab.ini().toString()));
    argv.addAll(List.of("-t", one.targetName(), "-a", "x86_64"));
    if (one.scratch()) {
      argv.add("--scratch");
    }
    parcels.forEach(parcel -> argv.add(packages.file(parcel).toString()));
    Path log = lab.place().log("submit");
    return new ProcessBuilder(argv)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** A line that is cut off tells nobody anything. */
  private void acknowledge(
      String line, Map<String, Parcel> open, java.util.function.Consumer<ObjectNode> accepted) {
    try {
      ObjectNode job = Json.read(line.getBytes(StandardCharsets.UTF_8));
      Parcel parcel = open.remove(job.required("srpm").textValue());
      books.told(job.required("build_id").textValue(), parcel, parcel.expect(), List.of());
      accepted.accept(job);
    } catch (MalformedMessageException e) {
      System.err.println("not an acknowledgement: " + line);
    }
  }
}
