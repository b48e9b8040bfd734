package org.reimzul.faults.watch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reimzul.core.job.Json;

/** Reads repositories as dnf does, again and again: repomd.xml, all that it names, the packages. */
public final class Reader implements AutoCloseable {
  private static final long PAUSE_MILLIS = 150;
  private static final Pattern DATA =
      Pattern.compile("<data type=\"(\\w+)\">(.*?)</data>", Pattern.DOTALL);
  private static final Pattern HREF = Pattern.compile("<location href=\"([^\"]+)\"");
  private static final Pattern SUM =
      Pattern.compile("<checksum type=\"sha256\">([0-9a-f]{64})</checksum>");

  private final List<URI> repositories;
  private final Ledger ledger;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> packages = new TreeSet<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final Thread thread;

  /** Starts reading these; each URL ends in a slash, and there is metadata already. */
  public Reader(List<URI> repositories, Path evidence) throws IOException {
    this.repositories = List.copyOf(repositories);
    this.ledger = new Ledger(evidence, "reader.jsonl");
    this.thread = new Thread(this::run, "reader");
    thread.start();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        for (URI repository : repositories) {
          read(repository);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      // closed
    }
  }

  private void read(URI repository) throws InterruptedException {
    reads.incrementAndGet();
    byte[] repomd = get(repository.resolve("repodata/repomd.xml"));
    Matcher data = DATA.matcher(new String(repomd, StandardCharsets.UTF_8));
    int found = 0;
    while (data.find()) {
      found++;
      URI url = repository.resolve(first(HREF, data.group(2)));
      byte[] content = get(url);
      if (content.length > 0 && !sha256(content).equals(first(SUM, data.group(2)))) {
        failed(url, "its checksum is not the one in repomd.xml");
      }
      if (data.group(1).equals("primary")) {
        readPackages(repository, url, content);
      }
    }
    if (repomd.length > 0 && found == 0) {
      failed(repository, "repomd.xml lists nothing");
    }
  }

  private void readPackages(URI repository, URI primary, byte[] packed)
      throws InterruptedException {
    try (var in = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(packed))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Matcher href = HREF.matcher(text);
      while (href.find()) {
        URI url = repository.resolve(href.group(1).replace("+", "%2B").replace("^", "%5E"));
        if (packages.add(url.toString())) {
          get(url);
        }
      }
    } catch (IOException e) {
      failed(primary, "it cannot be unpacked: " + e.getMessage());
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "missing";
  }

  private byte[] get(URI url) throws InterruptedException {
    try {
      HttpResponse<byte[]> answer =
          http.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() == 200) {
        return answer.body();
      }
      failed(url, "status " + answer.statusCode());
    } catch (IOException e) {
      failed(url, e.toString());
    }
    return new byte[0];
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private void failed(URI url, String what) {
    failures.incrementAndGet();
    ledger.add(
        Json.object()
            .put("at", Clock.systemUTC().instant().toString())
            .put("url", url.toString())
            .put("ok", false)
            .put("what", what));
  }

  /** How often a repository was read so far, for people. */
  public String summary() {
    return reads + " reads of a repository, " + failures + " failed";
  }

  /** Ends the reading and writes how much was read. */
  @Override
  public void close() throws IOException, InterruptedException {
    thread.interrupt();
    thread.join();
    ledger.add(Json.object().put("reads", reads.get()));
    ledger.close();
  }
}
