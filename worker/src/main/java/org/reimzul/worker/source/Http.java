package org.reimzul.worker.source;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.reimzul.core.process.Heartbeat;
import org.reimzul.worker.builder.Disk;
import org.reimzul.worker.builder.InfrastructureException;

/** Fetches over http and https while keeping the reservation. Thread-safe. */
public final class Http {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration SLICE = Duration.ofMillis(250);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(CONNECT)
          .build();

  /**
   * Fetches into a file.
   *
   * @param file is replaced; holds the body only if the answer is 200
   * @param most bytes that are taken at most
   * @return the answer's status
   * @throws TooLargeException when the body is longer than {@code most}
   * @throws BrokenOffException when the body ended before its announced length
   * @throws InfrastructureException when the server can't be reached, is silent for a minute, or
   *     answers 5xx, 408 or 429
   * @throws IOException when the file can't be written
   */
  public int fetch(URI from, Path file, long most, Heartbeat beat)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(from).timeout(ANSWER).GET().build();
    CompletableFuture<HttpResponse<Path>> answer =
        client.sendAsync(
            request,
            info ->
                info.statusCode() == 200
                    ? HttpResponse.BodySubscribers.ofFile(file)
                    : HttpResponse.BodySubscribers.replacing(file));
    try {
      HttpResponse<Path> response = await(answer, from, file, most, beat);
      int status = response.statusCode();
      if (status >= 500 || status == 408 || status == 429) {
        throw new InfrastructureException(from + " answers " + status);
      }
      long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      if (status == 200) {
        requireWhole(from, announced, Files.size(file), most);
      }
      return status;
    } finally {
      answer.cancel(true);
    }
  }

  /**
   * Fetches into a file what may not be there; otherwise as {@link #fetch}.
   *
   * @return false when the answer is 404
   * @throws InfrastructureException also for every other answer but 200
   */
  public boolean find(URI from, Path file, long most, Heartbeat beat)
      throws IOException, InterruptedException {
    int status = fetch(from, file, most, beat);
    return switch (status) {
      case 200 -> true;
      case 404 -> false;
      default -> throw new InfrastructureException(from + " answers " + status);
    };
  }

  private static void requireWhole(URI from, long announced, long size, long most)
      throws IOException {
    if (size > most) {
      throw new TooLargeException(from, most);
    }
    if (announced >= 0 && announced != size) {
      throw new BrokenOffException(from + " sent " + size + " of " + announced + " bytes");
    }
  }

  private static <T> T await(
      CompletableFuture<T> answer, URI from, Path file, long most, Heartbeat beat)
      throws IOException, InterruptedException {
    long size = 0;
    long progress = System.nanoTime();
    while (true) {
      try {
        return answer.get(SLICE.toMillis(), MILLISECONDS);
      } catch (TimeoutException e) {
        beat.beat();
      } catch (ExecutionException e) {
        throw meaning(from, size(file), e.getCause());
      }
      long now = size(file);
      if (now > most) {
        throw new TooLargeException(from, most);
      }
      if (now != size) {
        size = now;
        progress = System.nanoTime();
      }
      if (System.nanoTime() - progress > ANSWER.toNanos()) {
        throw new InfrastructureException(
            from + " has been silent for " + ANSWER.toSeconds() + " s");
      }
    }
  }

  private static IOException meaning(URI from, long received, Throwable cause) {
    String what = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    if (cause instanceof ConnectException) {
      return new InfrastructureException(from + ": cannot connect: " + what);
    }
    if (Disk.causes(cause)) {
      return new IOException("this worker cannot store what it fetches: " + what);
    }
    return received > 0
        ? new BrokenOffException(from + " broke off after " + received + " bytes: " + what)
        : new InfrastructureException(from + ": " + what);
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
