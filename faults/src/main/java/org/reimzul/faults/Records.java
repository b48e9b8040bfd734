package org.reimzul.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.reimzul.core.config.ConfigException;
import org.reimzul.core.config.Settings;
import org.reimzul.core.job.Json;
import org.reimzul.faults.lab.Lab;
import org.reimzul.testkit.Await;
import org.reimzul.testkit.ServerProcess;

/** The record of a farm that has stopped: its MongoDB alone, for the checker. */
final class Records implements AutoCloseable {
  private static final int PORT = 27117;

  private final ServerProcess process;

  /** Starts it. */
  Records(Lab lab) throws IOException {
    String own =
        """
        [controller]
        dispatcher = no
        reconciler = no
        http_listen = 127.0.0.1:11999
        [mongodb]
        uri = mongodb://127.0.0.1:%1$d
        listen = 127.0.0.1:%1$d
        """
            .formatted(PORT);
    Path ini = lab.ini("record", own);
    List<String> argv =
        List.of(lab.command("reimzul-controller").toString(), "--config", ini.toString());
    process = ServerProcess.start("record", lab.place().log("record"), Map.of(), argv);
    Await.until(Duration.ofSeconds(30), "the record to be up", () -> Await.accepts(PORT));
  }

  /** Tells the checker where everything is. */
  static void describe(Lab lab, String base) throws IOException, ConfigException {
    ObjectNode farm =
        Json.object()
            .put("mongodb", "mongodb://127.0.0.1:" + PORT)
            .put("database", "reimzul")
            .put("scratch", lab.place().bstore().resolve("scratch").toString())
            .put("tosign", lab.place().bstore().resolve("tosign").toString())
            .put("mail", true);
    ObjectNode recipients = farm.putObject("recipients");
    Settings settings = Settings.load(lab.ini());
    for (String arch : settings.keys("mail_rcpts")) {
      var addresses = recipients.putArray(arch);
      List.of(settings.text("mail_rcpts", arch, "").split("\\s*,\\s*")).forEach(addresses::add);
    }
    ObjectNode repositories = farm.putObject("repositories");
    Lab.TARGETS.forEach(target -> repositories.put(target, base + target + "/"));
    Files.write(lab.place().evidence().resolve("farm.json"), Json.write(farm));
  }

  @Override
  public void close() {
    process.close();
  }
}
