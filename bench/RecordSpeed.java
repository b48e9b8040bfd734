import com.mongodb.ConnectionString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.reimzul.controller.mongo.EmbeddedMongo;
import org.reimzul.controller.record.FarmRecord;
import org.reimzul.controller.record.MongoConfig;
import org.reimzul.core.job.AttemptToken;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.EventKind;
import org.reimzul.core.job.FarmEvent;

/**
 * How many builds a second the embedded record takes in when it holds few and when it holds many:
 * {@code bench/run DIST record [BUILDS]} (10,000). Each build is one of 500 packages and comes with
 * the four words that change the record most. A record that looks through all that it has gets
 * slower with each build; the ratio should stay near 1. The server is started anew for each line.
 */
public final class RecordSpeed {
  private static final int DEFAULT_BUILDS = 10_000;
  private static final int BLOCKS = 10;
  private static final int PACKAGES = 500;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final Path dir;
  private double first;

  private RecordSpeed(Path dir) {
    this.dir = dir;
  }

  public static void main(String[] args) throws Exception {
    int builds = args.length == 0 ? DEFAULT_BUILDS : Integer.parseInt(args[0]);
    Path dir = Files.createTempDirectory("reimzul-bench");
    try {
      new RecordSpeed(dir).run(builds);
    } finally {
      delete(dir);
    }
  }

  private void run(int builds) throws Exception {
    int block = Math.max(1, builds / BLOCKS);
    System.out.println("held before  builds/s  ratio");
    for (int held = 0; held < builds; held += block) {
      run(held, block);
    }
  }

  /** One block, with a server that is started anew: what a restart makes slow shows, too. */
  private void run(int held, int block) throws Exception {
    var loopback = new InetSocketAddress("127.0.0.1", 0);
    var mongo = new EmbeddedMongo(dir, loopback);
    mongo.start();
    var uri = new ConnectionString("mongodb://127.0.0.1:" + mongo.port() + "/reimzul");
    try (var record = new FarmRecord(new MongoConfig(uri, Optional.empty(), loopback))) {
      long begin = System.nanoTime();
      for (int i = held; i < held + block; i++) {
        record(record, i);
      }
      double speed = block / ((System.nanoTime() - begin) / 1e9);
      // the first block warms the JVM up
      first = held == block ? speed : first;
      System.out.printf("%11d  %8.1f  %5s%n", held, speed, ratio(speed));
    } finally {
      mongo.stop();
    }
  }

  private String ratio(double speed) {
    return first == 0 ? "-" : String.format("%.2f", speed / first);
  }

  private static void record(FarmRecord record, int number) throws Exception {
    Instant at = BEGIN.plusSeconds(number);
    BuildId id = BuildId.mint(at);
    String token = AttemptToken.mint().value();
    record.add(
        FarmEvent.of(EventKind.ATTEMPT, at, "worker@b", id, null)
            .with("attempt", token)
            .with("state", "LEASED")
            .with("host", "b"));
    tell(record, number, at, id, token, "Building");
    record.add(
        FarmEvent.of(EventKind.ATTEMPT, at.plusMillis(1), "worker@b", id, null)
            .with("attempt", token)
            .with("state", "UPLOADING")
            .with("host", "b"));
    tell(record, number, at, id, token, number % 10 == 0 ? "Failed" : "Success");
  }

  private static void tell(
      FarmRecord record, int number, Instant at, BuildId id, String token, String status)
      throws Exception {
    String name = "package" + number % PACKAGES;
    String timestamp = at.toString().replaceAll("[-:TZ]", "");
    byte[] body =
        """
        {"srpm":"%s-1.0-1.src.rpm","arch":"x86_64","target":"demo.9.x86_64","disttag":".el9",\
        "scratch":false,"submitter":"jane","build_id":"%s","status":"%s",\
        "builder_fqdn":"b","evr":"1.0-1.el9","pkgname":"%s","timestamp":"%s","attempt":"%s"}"""
            .formatted(name, id.value(), status, name, timestamp, token)
            .getBytes(StandardCharsets.UTF_8);
    record.add(BuildEvent.decode(body), body, at);
  }

  private static void delete(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
