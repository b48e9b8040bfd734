package org.reimzul.faults.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.reimzul.core.job.Json;
import org.reimzul.core.lifecycle.StopSignal;

/** Reads repositories as dnf does, again and again: repomd.xml, all that it names, the packages. */
public final class Reader implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(150);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<URI, Picks> repositories = new LinkedHashMap<>();
  private final Ledger ledger;
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger packages = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final StopSignal stop = new StopSignal();
  private final Thread thread;

  /** Starts reading these; each URL ends in a slash, and there is metadata already. */
  public Reader(List<URI> repositories, Path evidence) throws IOException {
    repositories.forEach(each -> this.repositories.put(each, new Picks()));
    this.ledger = new Ledger(evidence, "reader.jsonl");
    this.thread = new Thread(this::run, "reader");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      do {
        for (Map.Entry<URI, Picks> each : repositories.entrySet()) {
          read(each.getKey(), each.getValue());
        }
      } while (!stop.await(PAUSE));
    } catch (InterruptedException e) {
      // nobody should; it is noticed at the end
    }
  }

  private void read(URI repository, Picks picks) throws InterruptedException {
    reads.incrementAndGet();
    try {
      for (Named file : Repodata.files(get(repository.resolve("repodata/repomd.xml")))) {
        Optional<byte[]> content = fetch(repository, file);
        if (content.isPresent() && file.type().equals("primary")) {
          for (Named each : picks.next(file, content.get())) {
            fetch(repository, each);
            packages.incrementAndGet();
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      failed(repository.toString(), e.toString());
    }
  }

  /** Empty if it isn't what the metadata say. */
  private Optional<byte[]> fetch(URI repository, Named file) throws InterruptedException {
    try {
      String href = file.href().replace("+", "%2B").replace("^", "%5E");
      byte[] content = get(repository.resolve(href));
      file.require(content);
      return Optional.of(content);
    } catch (IOException | RuntimeException e) { // an address that is none, for example
      failed(repository + file.href(), e.toString());
      return Optional.empty();
    }
  }

  private byte[] get(URI url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
    HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException(url + ": status " + answer.statusCode());
    }
    return answer.body();
  }

  private void failed(String url, String what) {
    failures.incrementAndGet();
    ledger.add(
        Json.object()
            .put("at", Clock.systemUTC().instant().toString())
            .put("url", url)
            .put("ok", false)
            .put("what", what));
  }

  /** How often a repository was read so far, for people. */
  public String summary() {
    return reads
        + " reads of a repository and "
        + packages
        + " of a package, "
        + failures
        + " failed";
  }

  /** Ends the reading and writes how much was read; one who has ended before has failed. */
  @Override
  public void close() throws IOException, InterruptedException {
    if (!thread.isAlive()) {
      failed("any", "the reader has ended before the farm");
    }
    stop.request();
    thread.join(2 * PATIENCE.toMillis());
    if (thread.isAlive()) {
      failed("any", "the reader waits for an answer that doesn't come");
    }
    ledger.add(Json.object().put("reads", reads.get()));
    ledger.close();
  }
}
