package org.reimzul.bstore.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.reimzul.core.job.BuildEnd;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.Grammar;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Status;

/** The end of a build, whatever it is: the truth about what is published. Immutable. */
public sealed interface CommitRecord {
  /**
   * An attempt has handed over a result, a good or a bad one.
   *
   * @param manifest what the winning attempt handed over; its timestamp is the place's
   * @param committed by bstore's clock
   * @param told the timestamp that an original worker has uploaded it under, and has announced it
   *     with; empty for a worker that leaves both to bstore
   */
  record Built(Manifest manifest, Instant committed, Optional<String> told)
      implements CommitRecord {
    /** Of a worker that leaves placing and announcing to bstore. */
    public Built(Manifest manifest, Instant committed) {
      this(manifest, committed, Optional.empty());
    }

    @Override
    public BuildId build() {
      return manifest.attempt().build();
    }

    /** How it ended. */
    public BuildEvent result() {
      return manifest.result();
    }

    /** Where its files are. */
    public Place place() {
      return Place.of(manifest.result());
    }

    /** Where an original worker has put it. */
    public Optional<Place> uploaded() {
      return told.map(timestamp -> Place.of(result()).uploadedAt(timestamp));
    }

    /** The repository that it was built for: the wire's target. */
    public String target() {
      return result().job().target();
    }

    /** True when its packages belong in its target's repodata, if nobody has withdrawn it. */
    public boolean published() {
      return result().status() == Status.SUCCESS && !result().job().scratch();
    }

    @Override
    public byte[] encode() {
      ObjectNode out = Json.object().put("v", Fields.VERSION);
      out.set("manifest", manifest.toJson());
      told.ifPresent(timestamp -> out.put("told", timestamp));
      return Json.write(out.put("place", place().path()).put("committed", committed.toString()));
    }
  }

  /**
   * There is no result and will be none.
   *
   * @param end why
   * @param committed by bstore's clock
   */
  record Unbuilt(BuildEnd end, Instant committed) implements CommitRecord {
    @Override
    public BuildId build() {
      return end.build();
    }

    @Override
    public byte[] encode() {
      ObjectNode out = Json.object().put("v", Fields.VERSION);
      out.set("end", end.toJson());
      return Json.write(out.put("committed", committed.toString()));
    }
  }

  /** Which build ended. */
  BuildId build();

  /** When, by bstore's clock. */
  Instant committed();

  /** The record's text. */
  byte[] encode();

  /** Reads a record's text; a place that is not its manifest's is malformed. */
  static CommitRecord decode(byte[] text) throws MalformedMessageException {
    Fields in = Fields.of(text);
    Optional<ObjectNode> end = in.object("end");
    if (end.isPresent()) {
      return new Unbuilt(BuildEnd.decode(end.get()), in.instant("committed"));
    }
    ObjectNode manifest =
        in.object("manifest")
            .orElseThrow(() -> new MalformedMessageException("it has no manifest and no end"));
    var built =
        new Built(
            Manifest.decode(Json.write(manifest)),
            in.instant("committed"),
            in.optionalText("told", Grammar::timestamp));
    String place = in.text("place");
    try {
      if (!place.equals(built.place().path())) {
        throw new MalformedMessageException("place is not the manifest's: " + place);
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException(e.getMessage());
    }
    return built;
  }
}
