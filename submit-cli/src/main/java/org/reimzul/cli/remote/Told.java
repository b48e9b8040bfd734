package org.reimzul.cli.remote;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.job.SourceRequest;

/** Prints what the farm says, each step once. For one thread. */
public final class Told {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final SourceRequest request;
  private final PrintWriter out;
  private final boolean json;
  private final Map<String, String> last = new HashMap<>();

  /** Prints to {@code out}, as JSON lines if asked for. */
  public Told(SourceRequest request, PrintWriter out, boolean json) {
    this.request = request;
    this.out = out;
    this.json = json;
  }

  /** The request was taken. */
  public void accepted(RequestNews news) {
    if (json) {
      print(json(news));
      return;
    }
    print(
        "Accepted %s (%s %s) for target %s (scratch: %s) by %s, build %s"
            .formatted(
                request.pkg(),
                request.branch(),
                request.ref(),
                request.wireTarget(),
                request.scratch() ? "True" : "False",
                request.submitter(),
                build(news)));
  }

  /** The build, or one that is chained to it, has come further. */
  public void step(RequestNews news) {
    String what = news.state() + news.reason().map(reason -> ": " + reason).orElse("");
    if (what.equals(last.put(build(news), what))) {
      return;
    }
    if (json) {
      print(json(news));
      return;
    }
    String name = news.srpm().orElse(request.pkg());
    print(plain(CLOCK.format(news.at()) + " " + name + " " + arch(news) + " " + what));
    news.log().ifPresent(log -> print(plain(CLOCK.format(news.at()) + " see " + log)));
  }

  /** A chained build's arch stands behind its id. */
  private String arch(RequestNews news) {
    String id = build(news);
    int dash = id.indexOf('-');
    return dash < 0 ? request.arch() : id.substring(dash + 1);
  }

  private static String build(RequestNews news) {
    return news.build().map(id -> id.value()).orElse("");
  }

  private static String json(RequestNews news) {
    return new String(news.encode(), StandardCharsets.UTF_8);
  }

  /** Without what a terminal would obey. */
  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private void print(String line) {
    out.print(line + "\n");
    out.flush();
  }
}
