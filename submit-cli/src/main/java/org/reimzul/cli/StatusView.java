package org.reimzul.cli;

import static org.reimzul.cli.BuildRecord.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URI;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.FarmJob;
import org.reimzul.core.job.SourceRequest;

/** A record on one screen, for people. */
final class StatusView {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private final PrintWriter out;
  private final URI bstore;

  /** {@code bstore}, where results are, ends in a slash. */
  StatusView(PrintWriter out, URI bstore) {
    this.out = out;
    this.bstore = bstore;
  }

  void print(BuildRecord record) {
    JsonNode build = record.json();
    line("Build", text(build, "_id"));
    line("Package", text(build, "srpm"));
    line("Source", record.job().map(StatusView::source).orElse(""));
    line("Target", text(build, "target") + (build.path("scratch").asBoolean() ? " (scratch)" : ""));
    line("Arch", text(build, "arch"));
    line("Submitter", text(build, "submitter"));
    line("State", record.state());
    line("Reason", record.reason());
    line("Waits", record.waiting());
    line("After", record.job().map(StatusView::after).orElse(""));
    line("Retries", record.retries() == 0 ? "" : Integer.toString(record.retries()));
    line("Result", ResultUrl.of(record, bstore));
    out.print("History\n");
    record.steps().forEach(this::step);
    build.path("attempts").forEach(this::attempt);
  }

  /** Where the package of a remote request is made from. */
  private static String source(FarmJob job) {
    JsonNode json = job.toJson();
    JsonNode source = SourceRequest.isOne(json) ? json : json.path("source");
    return Stream.of("pkg", "git_branch", "git_ref", "commit")
        .map(key -> text(source, key))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String after(FarmJob job) {
    return job.after().stream().map(BuildId::value).collect(Collectors.joining(", "));
  }

  private void line(String name, String value) {
    if (!value.isEmpty()) {
      out.printf("%-10s %s\n", name, value);
    }
  }

  private void step(BuildRecord.Step step) {
    out.printf(
        "  %s  %s%s%s\n",
        step.at().map(TIME::format).orElse("-"),
        step.what(),
        step.host().isEmpty() ? "" : " on " + step.host(),
        step.reason().isEmpty() ? "" : ": " + step.reason());
  }

  private void attempt(JsonNode attempt) {
    out.printf(
        "Attempt %s  %s on %s%s\n",
        text(attempt, "number"),
        text(attempt, "state"),
        text(attempt, "host"),
        text(attempt, "reason").isEmpty() ? "" : ": " + text(attempt, "reason"));
    new AttemptNotes(attempt).lines().forEach(line -> out.printf("  %s\n", line));
  }
}
