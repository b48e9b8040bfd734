package org.reimzul.faults.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.RequestNews;
import org.reimzul.faults.load.Parcel.Fate;
import org.reimzul.faults.watch.Subscriber;

/** Asks over MQTT for builds from git, as a packager far away would; believes what it is told. */
public final class Requests implements Runnable {
  private static final String USER = "faults";
  private static final String NEWS = "reimzul/requests/" + USER + "/";
  private static final int NAMES = 12;
  private static final List<String> WORDS = List.of("good", "good", "absent", "absent", "fails");
  private static final int OPEN = 4;
  private static final int LONGEST_PAUSE_MILLIS = 2500;

  private final Repositories repositories;
  private final Subscriber broker;
  private final Acknowledged books;
  private final Random random;
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();
  private volatile boolean stopped;
  private volatile boolean resting;

  private record Asked(Parcel parcel, Instant began) {}

  /**
   * Not started yet.
   *
   * @param git where repositories are made
   */
  public Requests(Path git, Subscriber broker, Acknowledged books, long seed) {
    this.repositories = new Repositories(git);
    this.broker = broker;
    this.books = books;
    this.random = new Random(seed);
    broker.alsoTell(this::hear);
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        if (!resting && asked.size() < OPEN) {
          ask();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** While it rests nothing is asked for. */
  public void rest(boolean now) {
    resting = now;
  }

  /** Nothing more is asked for soon. */
  public void stop() {
    stopped = true;
  }

  /** Nobody waits for an answer any more. */
  public void giveUp() {
    asked.keySet().stream()
        .flatMap(id -> Optional.ofNullable(asked.remove(id)).stream())
        .forEach(request -> books.untold(request.parcel(), request.began()));
  }

  private void ask() throws IOException, InterruptedException {
    String name = WORDS.get(random.nextInt(WORDS.size())) + "-" + (800 + random.nextInt(NAMES));
    var parcel = new Parcel(name, 1, "f" + (1 + random.nextInt(2)) + ".x86_64", false);
    String id = BuildId.mint(Clock.systemUTC().instant()).value();
    boolean refused = random.nextInt(6) == 0;
    if (!refused) {
      repositories.add(parcel);
      asked.put(id, new Asked(parcel, Clock.systemUTC().instant()));
    }
    broker.publish("reimzul/submit/" + USER + "/x86_64", request(parcel, id, refused));
  }

  /** One that is to be refused names a package that cannot be. */
  private static byte[] request(Parcel parcel, String id, boolean refused) {
    String text =
        Json.object()
            .put("pkg", refused ? "../" + parcel.name() : parcel.name())
            .put("git_branch", parcel.fate() == Fate.ABSENT ? "nowhere" : Repositories.BRANCH)
            .put("git_ref", "HEAD")
            .put("arch", "x86_64")
            .put("submitter", USER)
            .put("target", parcel.targetName())
            .put("disttag", "." + parcel.targetName())
            .put("sources_dir", "")
            .put("scratch", false)
            .put("request_id", id)
            .toString();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whatever is said of a request first is its acknowledgement. */
  private void hear(String topic, byte[] payload) {
    if (!topic.startsWith(NEWS)) {
      return;
    }
    try {
      RequestNews news = RequestNews.decode(payload);
      Asked request = asked.remove(news.requestId());
      if (request != null && news.build().isPresent()) {
        String build = news.build().get().value();
        books.told(build, request.parcel(), request.began(), List.of(), List.of());
      }
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("the farm tells rubbish: " + topic, e);
    }
  }
}
