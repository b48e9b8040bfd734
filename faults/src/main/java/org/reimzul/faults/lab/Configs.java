package org.reimzul.faults.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/** Writes the configuration of everything in a lab. */
final class Configs {
  private final Place place;
  private final Path dist;
  private final int attempts;
  private final String common;

  Configs(Place place, Path dist, int attempts, String common) {
    this.attempts = attempts;
    this.common = common;
    this.place = place;
    this.dist = dist;
  }

  /** The farm's reimzul.ini; {@code own} is added for one role. */
  Path ini(String name, String own) throws IOException {
    String text =
        resource("reimzul.ini")
            .replace("@DIR@", place.dir().toString())
            .replace("@LAB@", Network.LAB)
            .replace("@ATTEMPTS@", Integer.toString(attempts));
    return Files.writeString(place.conf(name + ".ini"), text + common + own);
  }

  /** With another listener, perhaps. */
  Path mosquitto(String listener) throws IOException {
    Path saved = Files.createDirectories(place.dir().resolve("mosquitto"));
    String text =
        """
        listener 1883 0.0.0.0
        allow_anonymous true
        user root
        persistence true
        persistence_location %s/
        autosave_on_changes true
        autosave_interval 1
        max_queued_messages 0
        """;
    return Files.writeString(place.conf("mosquitto.conf"), text.formatted(saved) + listener);
  }

  /** The configuration that we ship, with this farm's directory. */
  Path rsyncd() throws IOException {
    String ours =
        Files.readString(dist.resolve("config/rsyncd.conf"))
            .replace("/srv/reimzul/bstore/", place.bstore() + "/")
            .replace("/srv/reimzul/incoming", place.incoming().toString())
            .replaceAll("(?m)^(\\s*[ug]id\\s*=).*", "$1 root");
    String lock = "lock file = " + place.dir().resolve("rsyncd.lock") + "\n";
    return Files.writeString(place.conf("rsyncd.conf"), lock + ours);
  }

  /** The stand-in for mock, and a configuration for each target. */
  void mock(List<String> targets) throws IOException {
    Files.writeString(place.mock(), resource("mock"));
    Files.setPosixFilePermissions(place.mock(), PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.createDirectories(place.mockConfigs());
    for (String file : List.of("site-defaults.cfg", "logging.ini")) {
      Files.writeString(place.mockConfigs().resolve(file), "");
    }
    String text =
        "config_opts['root'] = 'TARGETNAME'\nconfig_opts['basedir'] = '%s'\n"
            .formatted(place.mockRoots());
    for (String target : targets) {
      Files.writeString(place.mockConfigs().resolve(target + ".cfg"), text);
    }
    Files.writeString(place.mockConfigs().resolve("f4.i386.cfg"), text);
  }

  /** What a target's repositories say besides packages. */
  void comps(String target) throws IOException {
    Path dir = Files.createDirectories(place.bstore().resolve("metadata").resolve(target));
    Files.writeString(dir.resolve("comps.xml"), resource("comps.xml"));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Configs.class.getResourceAsStream("/org/reimzul/faults/" + name)) {
      return new String(
          Objects.requireNonNull(in).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
