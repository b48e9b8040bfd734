package org.reimzul.bstore.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.BstoreRequest;
import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Beanstalk;
import org.reimzul.jbeanstalk.BeanstalkException;
import org.reimzul.testkit.BeanstalkServer;

/** A queue, a root and a repogen worker, not started yet, and who listens to what they say. */
public final class Farm implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Store store;
  private final BeanstalkServer beanstalkd;
  private final Beanstalk queue;
  private final Inbox notify;
  private final Inbox events;
  private final Repogen repogen;

  /** In this directory. */
  public Farm(Path dir) throws IOException, BeanstalkException {
    store = new Store(dir.resolve("root"));
    assertThat(store.prepare()).isEmpty();
    beanstalkd = BeanstalkServer.start(dir.resolve("queue"));
    queue = Inbox.connect(beanstalkd);
    notify = new Inbox(beanstalkd, Tubes.NOTIFY);
    events = new Inbox(beanstalkd, Tubes.EVENTS);
    repogen = repogen(dir.resolve("repogen"));
  }

  public Store store() {
    return store;
  }

  public Beanstalk queue() {
    return queue;
  }

  public Inbox notifications() {
    return notify;
  }

  public Inbox events() {
    return events;
  }

  public Repogen repogen() {
    return repogen;
  }

  /** One more on the same root. */
  public Repogen repogen(Path dir) throws IOException {
    return Repogen.configured(dir, store.root(), beanstalkd);
  }

  /** Puts that into the tube {@code createrepo}. */
  public void hint(byte[] body) throws BeanstalkException {
    queue.put(Tubes.CREATEREPO, body, Tubes.BUILD, Duration.ZERO, Tubes.TTR);
  }

  /** Asks bstore for something else. */
  public void request(BstoreRequest request) throws BeanstalkException {
    queue.put(Tubes.BSTORE, request.encode(), Tubes.BUILD, Duration.ZERO, Tubes.TTR);
  }

  /** Asks for a build's end. */
  public void cancel(Attempt attempt) throws BeanstalkException {
    request(new BstoreRequest.End(attempt.canceled()));
  }

  /** Asks for a build's withdrawal. */
  public void withdraw(Attempt attempt) throws BeanstalkException {
    request(attempt.withdrawal());
  }

  /** Uploads and says so. */
  public Attempt hand(Attempt attempt) throws IOException, BeanstalkException {
    attempt.upload(store);
    hint(attempt.result().encode());
    return attempt;
  }

  /** Gets what is below bstore's URL; it must be there. */
  public byte[] fetch(String path) throws IOException {
    var request = HttpRequest.newBuilder(URI.create(repogen.baseUrl() + "/" + path)).build();
    try {
      HttpResponse<byte[]> reply = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(reply.statusCode()).as(path).isEqualTo(200);
      return reply.body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** The packages that the default target lists, over http, every digest checked. */
  public List<String> listed() throws IOException {
    return Repodata.packages(path -> fetch("repo/el9.x86_64/" + path));
  }

  /** The default target's repository on disk. */
  public Path repository() {
    return store.repository("el9.x86_64");
  }

  /** How often the default target's metadata was made; the first is for the empty repository. */
  public int runs() throws IOException {
    Path generation = repository().resolve("repodata").toRealPath().getParent();
    return Integer.parseInt(generation.getFileName().toString().replaceAll("-.*", ""));
  }

  @Override
  public void close() {
    repogen.close();
    events.close();
    notify.close();
    queue.close();
    beanstalkd.close();
  }
}
