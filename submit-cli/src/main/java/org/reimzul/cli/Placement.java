package org.reimzul.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.lifecycle.CrashPoint;

/**
 * Puts the source packages of an order where workers fetch them. A directory of that name can be on
 * any host: only what the controller serves has reached the right one.
 */
final class Placement {
  private final Incoming incoming;
  private final ControllerClient controller;

  Placement(Incoming incoming, ControllerClient controller) {
    this.incoming = incoming;
    this.controller = controller;
  }

  /** Places what isn't there yet; takes it back when the controller doesn't serve it. */
  void place(List<Source> sources) throws UserException {
    List<Source> placed = new ArrayList<>();
    for (Source source : sources) {
      if (source.toPlace().isPresent() && place(source)) {
        placed.add(source);
      }
    }
    Optional<Source> missing = unserved(sources);
    if (missing.isPresent()) {
      placed.forEach(this::takeBack);
      String name = missing.get().name();
      throw new UserException(
          "the controller does not serve "
              + name
              + ": "
              + controller.incoming(name)
              + " is not there; nothing was queued");
    }
  }

  private boolean place(Source source) throws UserException {
    try {
      boolean fresh = incoming.place(source);
      CrashPoint.reach("submit.source.placed");
      return fresh;
    } catch (IOException e) {
      throw new UserException(
          source.name() + " cannot be placed: " + Reason.of(e) + "; nothing was queued");
    }
  }

  /** Empty also when the controller can't be asked: its web server may be away for a while. */
  private Optional<Source> unserved(List<Source> sources) {
    try {
      for (Source source : sources) {
        // one that isn't on this host was asked for before
        if (source.sha256().isPresent() && !controller.hasSource(source.name())) {
          return Optional.of(source);
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  private void takeBack(Source source) {
    try {
      incoming.remove(source.name());
    } catch (IOException e) {
      // nobody fetches it from here, and the controller is asked again the next time
    }
  }
}
