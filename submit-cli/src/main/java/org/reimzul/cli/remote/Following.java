package org.reimzul.cli.remote;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.RequestNews;

/** Waits for the farm's answer, and for the end of the build. For one thread. */
public final class Following {
  private static final Set<String> GOOD = Set.of("PUBLISHED", "SIGNED", "SKIPPED");
  private static final Set<String> BAD = Set.of("FAILED", "CANCELED", "WITHDRAWN", "HELD");
  private static final Duration POLL = Duration.ofMillis(500);

  private final Exchange exchange;
  private final Told told;

  /** Prints by {@code told}. */
  public Following(Exchange exchange, Told told) {
    this.exchange = exchange;
    this.told = told;
  }

  /** The first word of the farm; empty when there was none in time. */
  public Optional<RequestNews> answer(Duration limit) throws InterruptedException {
    return until(limit, news -> news.build().isPresent() || refused(news));
  }

  /** True for the answer that the request is not taken. */
  public static boolean refused(RequestNews news) {
    return news.state().equals(RequestNews.REFUSED);
  }

  /**
   * Shows each step until the build has ended.
   *
   * @param answer the first word, which may be of the end already
   * @return whether it ended well; empty when it didn't end in time
   */
  public Optional<Boolean> end(RequestNews answer, Duration limit) throws InterruptedException {
    BuildId build = answer.build().orElseThrow();
    Optional<RequestNews> end = shown(answer, build) ? Optional.of(answer) : Optional.empty();
    if (end.isEmpty()) {
      end = until(limit, news -> shown(news, build));
    }
    return end.map(news -> GOOD.contains(news.state()));
  }

  private boolean shown(RequestNews news, BuildId build) {
    if (!news.state().equals(RequestNews.ACCEPTED)) {
      told.step(news);
    }
    boolean over = GOOD.contains(news.state()) || BAD.contains(news.state());
    return over && news.build().filter(build::equals).isPresent();
  }

  private interface Test {
    boolean holds(RequestNews news);
  }

  private Optional<RequestNews> until(Duration limit, Test test) throws InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < limit.toNanos()) {
      Optional<RequestNews> news = exchange.next(POLL).filter(test::holds);
      if (news.isPresent()) {
        return news;
      }
    }
    return Optional.empty();
  }
}
