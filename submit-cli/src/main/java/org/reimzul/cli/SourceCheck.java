package org.reimzul.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.job.Excerpt;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.rpm.RpmException;
import org.reimzul.core.rpm.RpmFiles;
import org.reimzul.core.rpm.RpmHeader;

/** Checks the source packages of an order without changing anything. */
final class SourceCheck {
  private final Incoming incoming;
  private final ControllerClient controller;
  private final RpmFiles rpm = new RpmFiles();

  SourceCheck(Incoming incoming, ControllerClient controller) {
    this.incoming = incoming;
    this.controller = controller;
  }

  /**
   * The packages that these words name, each once: a word with a slash is a path, any other the
   * name of a file in incoming.
   */
  List<Source> check(List<String> words) throws UserException, IOException, InterruptedException {
    Map<String, Source> byName = new LinkedHashMap<>();
    for (String word : words) {
      Source source = check(word);
      Source other = byName.putIfAbsent(source.name(), source);
      if (other != null && !other.sha256().equals(source.sha256())) {
        throw new UserException(source.name() + " was given twice with different content");
      }
    }
    return new ArrayList<>(byName.values());
  }

  private Source check(String word) throws UserException, IOException, InterruptedException {
    if (word.contains("/")) {
      return given(Path.of(word));
    }
    String name = Grammar.srpm(word);
    if (!Files.exists(incoming.path(name))) {
      return remote(name);
    }
    return new Source(name, Optional.of(verified(incoming.path(name), name)), Optional.empty());
  }

  private Source given(Path file) throws UserException, IOException, InterruptedException {
    Path fileName = file.getFileName();
    if (fileName == null || !Files.exists(file)) {
      throw new UserException("no such file: " + Excerpt.of(file.toString()));
    }
    String name = Grammar.srpm(fileName.toString());
    String sha256 = verified(file, name);
    incoming.requirePlaceable(name, sha256);
    return new Source(name, Optional.of(sha256), Optional.of(file));
  }

  /** The digest of a file that is a whole source package under its own name. */
  private String verified(Path file, String name)
      throws UserException, IOException, InterruptedException {
    if (!Files.isRegularFile(file)) {
      throw new UserException(file + " is not a regular file");
    }
    String sha256 = Incoming.sha256(file);
    try {
      rpm.verifyDigests(file);
      requireSource(rpm.header(file), name);
    } catch (RpmException e) {
      throw new UserException(e.getMessage());
    }
    return sha256;
  }

  private static void requireSource(RpmHeader header, String name) throws UserException {
    if (!header.nevra().source()) {
      throw new UserException(name + " is not a source package");
    }
    String own = header.nevra().name() + "-" + header.evr() + ".src.rpm";
    if (!name.equals(own)) {
      throw new UserException(name + " holds the package " + own + ": the names must agree");
    }
  }

  /** Not on this host: the controller, if that is another one, can only be asked for it. */
  private Source remote(String name) throws UserException, IOException {
    String missing = "no such file in incoming: ";
    if (!incoming.here()) {
      missing += controller.incoming(name);
    } else {
      missing += incoming.path(name);
      missing += Files.exists(Path.of(name)) ? "; for the one in this directory say ./" + name : "";
    }
    try {
      if (!controller.hasSource(name)) {
        throw new UserException(missing);
      }
    } catch (IOException e) {
      if (incoming.here()) {
        throw new UserException(missing + "; " + Reason.of(e));
      }
      throw e;
    }
    return new Source(name, Optional.empty(), Optional.empty());
  }
}
