package org.reimzul.faults.load;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;

/** Submits with the farm's own command, as a packager would; believes only what it prints. */
public final class Submitter {
  private static final int KILLED = 128 + 9;

  private final Commands commands;
  private final Packages packages;
  private final Acknowledged books;
  private volatile Optional<Process> running = Optional.empty();

  /** For this farm. */
  public Submitter(Commands commands, Packages packages, Acknowledged books) {
    this.commands = commands;
    this.packages = packages;
    this.books = books;
  }

  /** True while a submission is under way. */
  public boolean busy() {
    return running.filter(Process::isAlive).isPresent();
  }

  /** SIGKILL to the submission that is under way; true if it died of that. */
  public boolean kill() throws InterruptedException {
    Optional<Process> victim = running.filter(Process::isAlive);
    // through its handle, which leaves its output to its reader
    return victim.isPresent()
        && victim.get().toHandle().destroyForcibly()
        && victim.get().waitFor() == KILLED;
  }

  /**
   * Submits these, which have one target and are all scratch or none; returns those of which nobody
   * was told, to be submitted again.
   *
   * @param after a build that has to be published first
   * @param also ends that are right besides those that the stand-in for mock gives them
   * @param accepted hears of each job as the queue has it
   */
  public List<Parcel> submit(
      List<Parcel> parcels,
      Optional<String> after,
      List<String> also,
      Consumer<ObjectNode> accepted)
      throws IOException, InterruptedException {
    Map<String, Parcel> open = new LinkedHashMap<>();
    parcels.forEach(parcel -> open.put(parcel.srpm(), parcel));
    Instant began = Clock.systemUTC().instant();
    Process process = start(parcels, after);
    running = Optional.of(process);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        told(line)
            .filter(job -> open.containsKey(job.required("srpm").textValue()))
            .ifPresent(
                job -> {
                  Parcel parcel = open.remove(job.required("srpm").textValue());
                  String build = job.required("build_id").textValue();
                  books.told(build, parcel, began, also, after.stream().toList());
                  accepted.accept(job);
                });
      }
    }
    process.waitFor();
    open.values().forEach(parcel -> books.untold(parcel, began));
    return new ArrayList<>(open.values());
  }

  private Process start(List<Parcel> parcels, Optional<String> after) throws IOException {
    Parcel one = parcels.get(0);
    List<String> words = new ArrayList<>(List.of("submit", "--json"));
    words.addAll(List.of("-t", one.targetName(), "-a", "x86_64"));
    if (one.scratch()) {
      words.add("--scratch");
    }
    after.ifPresent(parent -> words.addAll(List.of("--after", parent)));
    words.add("--");
    parcels.forEach(parcel -> words.add(packages.file(parcel).toString()));
    return commands.prepare(words).start();
  }

  /** A line that is cut off tells nobody anything. */
  private static Optional<ObjectNode> told(String line) {
    try {
      return Optional.of(Json.read(line.getBytes(StandardCharsets.UTF_8)));
    } catch (MalformedMessageException e) {
      return Optional.empty();
    }
  }
}
