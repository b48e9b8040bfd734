package org.reimzul.farm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.reimzul.core.lifecycle.Host;
import org.reimzul.testkit.FreePort;

/**
 * Where one farm has its files and ports.
 *
 * @param dir holds everything of the farm
 */
record FarmLayout(Path dir, int incomingPort, int bstorePort, int mongoPort) {
  /** The farm's only target. */
  static final String TARGET = "demo";

  /** Its disttag. */
  static final String DISTTAG = ".demo";

  /** Makes the directories of a farm below {@code dir}. */
  static FarmLayout in(Path dir) throws IOException {
    var layout = new FarmLayout(dir, FreePort.next(), FreePort.next(), FreePort.next());
    for (String sub : new String[] {"incoming", "bstore/incoming", "log", "srpms", "worker"}) {
      Files.createDirectories(dir.resolve(sub));
    }
    return layout;
  }

  /** The wire's target: with its arch. */
  static String repository() {
    return TARGET + "." + Host.machine();
  }

  Path config() {
    return dir.resolve("reimzul.ini");
  }

  Path log(String name) {
    return dir.resolve("log").resolve(name + ".log");
  }

  String baseUrl() {
    return "http://127.0.0.1:" + bstorePort + "/bstore";
  }

  String repositoryUrl() {
    return baseUrl() + "/repo/" + repository() + "/";
  }

  String mongoUri() {
    return "mongodb://127.0.0.1:" + mongoPort;
  }

  /** The farm's reimzul.ini. */
  String ini(String queueUrl, int mqttPort, int rsyncPort, Builder builder) {
    return """
        [beanstalkd]
        url = %s
        [controller]
        incoming = %s/incoming
        http_listen = 127.0.0.1:%d
        url = http://127.0.0.1:%d/
        [worker]
        work_dir = %s/worker
        upload_url = rsync://127.0.0.1:%d/
        %s[bstore]
        root = %s/bstore
        base_url = %s
        http_listen = 127.0.0.1:%d
        [mongodb]
        uri = %s
        embedded = %s/mongodb
        listen = 127.0.0.1:%d
        [mqtt]
        notifications = True
        host = 127.0.0.1
        port = %d
        topic = reimzul
        [logs]
        logfile = %s/log/reimzul.log
        [target %s]
        arches = %s
        disttag = %s
        %s"""
        .formatted(
            queueUrl,
            dir,
            incomingPort,
            incomingPort,
            dir,
            rsyncPort,
            builder.worker(),
            dir,
            baseUrl(),
            bstorePort,
            mongoUri(),
            dir,
            mongoPort,
            mqttPort,
            dir,
            TARGET,
            Host.machine(),
            DISTTAG,
            builder.target());
  }
}
