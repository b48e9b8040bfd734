package org.reimzul.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.RequestNews;
import org.reimzul.core.job.SourceRequest;
import org.reimzul.core.mqtt.Inbound;
import org.reimzul.core.mqtt.Listener;
import org.reimzul.core.mqtt.MqttConnection;
import org.reimzul.core.mqtt.MqttServer;
import org.reimzul.core.mqtt.Session;
import org.reimzul.jbeanstalk.TlsMaterial;
import org.reimzul.testkit.Authority;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.MosquittoServer;

/**
 * A real broker with the access rules that we ship, and somebody at it who says what the test wants
 * a gateway to say.
 */
final class TinyGateway implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);
  private static final String CONTROLLER = "reimzul-controller";

  private final Path dir;
  private final Authority authority;
  private final MosquittoServer broker;
  private final LinkedBlockingQueue<Inbound> requests = new LinkedBlockingQueue<>();
  private MqttConnection connection;

  TinyGateway(Path dir) throws IOException {
    this.dir = dir;
    authority = Authority.in(dir.resolve("ca"));
    authority.issue("broker", "ec", "IP:127.0.0.1");
    authority.issue(CONTROLLER, "ec", "DNS:controller");
    authority.issue("alice", "rsa:2048", "DNS:alice");
    String more =
        "cafile %s\ncertfile %s\nkeyfile %s\nacl_file %s\nrequire_certificate true\nuse_identity_as_username true\n"
            .formatted(
                authority.certificate(),
                authority.cert("broker"),
                authority.key("broker"),
                Path.of("..", "config", "mosquitto-reimzul.acl").toAbsolutePath());
    broker = MosquittoServer.start(dir.resolve("mosquitto"), more);
    connect();
  }

  private void connect() throws IOException {
    var tls =
        TlsMaterial.ofPem(
            authority.certificate(), authority.cert(CONTROLLER), authority.key(CONTROLLER));
    var server = new MqttServer("127.0.0.1", broker.port(), Optional.of(tls), false);
    connection = MqttConnection.open(server, new Session("gateway", true), new Ear());
    connection.subscribe("reimzul/submit/#");
  }

  private final class Ear implements Listener {
    @Override
    public void arrived(Inbound message) {
      requests.add(message);
    }

    @Override
    public void lost(String reason) {
      // restart() connects again
    }
  }

  /** The broker ends and comes back; it keeps what is said before its gateway is there again. */
  void restart() throws IOException {
    broker.restart();
    connect();
  }

  /** The user's configuration, with certificate and key in one file as the original's has them. */
  String config(String topic) throws IOException {
    Path pem = dir.resolve("alice-both.pem");
    Files.writeString(
        pem, Files.readString(authority.key("alice")) + Files.readString(authority.cert("alice")));
    Path ini = dir.resolve("client.ini");
    Files.writeString(
        ini,
        """
        [mqtt]
        host=127.0.0.1
        port=%d
        ca_cert=%s
        tls_cert=%s
        tls_key=%s
        tls_insecure = True\s
        topic = %s
        """
            .formatted(broker.port(), authority.certificate(), pem, pem, topic));
    return ini.toString();
  }

  /** The next message that the broker let through; like the farm's, it is kept until taken. */
  Inbound message() {
    Inbound next = Await.value(SOON, "a request", () -> Optional.ofNullable(requests.poll()));
    try {
      connection.ack(next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return next;
  }

  /** The next request. */
  SourceRequest request() throws MalformedMessageException {
    return SourceRequest.decode(message().payload());
  }

  /** Whether nothing more has come. */
  boolean idle() {
    return requests.isEmpty();
  }

  static BuildId build(SourceRequest request) {
    return BuildId.ofRequest(request.submitter(), request.requestId().orElseThrow());
  }

  /** Tells the requester this. */
  void tell(SourceRequest request, String state, String reason) {
    boolean refused = state.equals(RequestNews.REFUSED);
    var news =
        new RequestNews(
            BuildId.mint(Instant.now()).value(),
            request.submitter(),
            request.requestId().orElseThrow(),
            refused ? Optional.empty() : Optional.of(build(request)),
            state,
            Optional.ofNullable(reason),
            Optional.empty(),
            state.equals("FAILED") ? Optional.of("http://bstore/log/") : Optional.empty(),
            Instant.now());
    try {
      connection.publish(news.topic("reimzul"), news.encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    connection.close();
    broker.close();
  }
}
