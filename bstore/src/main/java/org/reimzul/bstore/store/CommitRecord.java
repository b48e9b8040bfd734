package org.reimzul.bstore.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.reimzul.core.job.BuildEvent;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.Fields;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.MalformedMessageException;
import org.reimzul.core.job.Manifest;
import org.reimzul.core.job.Status;

/**
 * The end of a build, whatever it is: the truth about what is published. Immutable.
 *
 * @param manifest what the winning attempt handed over; its timestamp is the place's
 * @param committed by bstore's clock
 */
public record CommitRecord(Manifest manifest, Instant committed) {
  /** Reads a record's text; a place that is not its manifest's is malformed. */
  public static CommitRecord decode(byte[] text) throws MalformedMessageException {
    Fields in = Fields.of(text);
    ObjectNode manifest =
        in.object("manifest")
            .orElseThrow(() -> new MalformedMessageException("the key manifest is missing"));
    var record = new CommitRecord(Manifest.decode(Json.write(manifest)), in.instant("committed"));
    String place = in.text("place");
    try {
      if (!place.equals(record.place().path())) {
        throw new MalformedMessageException("place is not the manifest's: " + place);
      }
    } catch (IllegalArgumentException e) {
      throw new MalformedMessageException(e.getMessage());
    }
    return record;
  }

  /** The record's text. */
  public byte[] encode() {
    ObjectNode out = Json.object().put("v", Fields.VERSION);
    out.set("manifest", manifest.toJson());
    return Json.write(out.put("place", place().path()).put("committed", committed.toString()));
  }

  /** Which build ended. */
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

  /** True when its packages belong in its target's repodata. */
  public boolean published() {
    return result().status() == Status.SUCCESS && !result().job().scratch();
  }
}
