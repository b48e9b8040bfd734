package org.reimzul.bstore.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.reimzul.bstore.store.Durable;
import org.reimzul.bstore.store.Place;
import org.reimzul.bstore.store.Store;
import org.reimzul.core.job.AttemptId;
import org.reimzul.core.lifecycle.CrashPoint;

/**
 * An attempt's claim to a place: a hidden file beside it that only one attempt can make, a second
 * name of a note in {@code work}, so that after a crash it is known whose it was. Idempotent.
 */
final class Reservation {
  private final Store store;
  private final AttemptId attempt;
  private final Path note;

  Reservation(Store store, AttemptId attempt) {
    this.store = store;
    this.attempt = attempt;
    this.note = store.work().resolve(attempt + ".place");
  }

  /** Takes the place that was asked for, or the next free second. */
  Place take(Place asked) throws IOException {
    release();
    Place place = asked;
    while (!take(place, marker(place.path()))) {
      release();
      place = place.next();
    }
    CrashPoint.reach("bstore.place.reserved");
    return place;
  }

  /**
   * Takes just this place, also if there is something: an original worker's upload, which becomes
   * the result. False when another attempt has claimed it.
   */
  boolean claim(Place place) throws IOException {
    release();
    boolean ours = mark(place, marker(place.path()));
    if (!ours) {
      release();
    }
    return ours;
  }

  private boolean take(Place place, Path marker) throws IOException {
    return mark(place, marker) && Files.notExists(store.at(place), LinkOption.NOFOLLOW_LINKS);
  }

  private boolean mark(Place place, Path marker) throws IOException {
    Durable.write(note, (attempt + "\n" + place.path()).getBytes(StandardCharsets.UTF_8));
    CrashPoint.reach("bstore.place.noted");
    boolean linked = false;
    for (boolean there = false; !there; ) {
      Durable.directories(marker.getParent());
      try {
        linked = Durable.link(marker, note);
        there = true;
      } catch (NoSuchFileException e) {
        // another attempt has just removed the parent, which was empty
      }
    }
    return linked;
  }

  /** Gives back what was taken, if anything: the place is filled, or not needed. */
  void release() throws IOException {
    Optional<String> noted = read(note);
    if (noted.isPresent()) {
      String[] lines = noted.get().split("\n", -1);
      if (lines.length == 2 && lines[0].equals(attempt.toString())) {
        giveBack(marker(lines[1]), noted.get());
      }
      Files.deleteIfExists(note);
    }
  }

  private void giveBack(Path marker, String ours) throws IOException {
    if (read(marker).filter(ours::equals).isPresent()) {
      Files.delete(marker);
    }
    try {
      Files.deleteIfExists(marker.getParent()); // the timestamp's
      Files.deleteIfExists(marker.getParent().getParent()); // the package's
    } catch (DirectoryNotEmptyException e) {
      // results are there
    }
  }

  private static Optional<String> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Path marker(String place) {
    Path dir = store.root().resolve(place);
    return dir.resolveSibling("." + dir.getFileName());
  }
}
