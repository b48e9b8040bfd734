package org.reimzul.cli;

import java.io.IOException;
import org.reimzul.core.cli.UserException;
import org.reimzul.core.job.BuildId;

/** Fetches the record of a build that a person names. */
final class RecordLookup {
  private RecordLookup() {}

  /** The record, or a reason why there is none. */
  static BuildRecord find(FarmSettings settings, BuildId id) throws UserException {
    try {
      return new ControllerClient(settings.controller())
          .build(id)
          .map(BuildRecord::new)
          .orElseThrow(() -> new UserException("the record has no build " + id));
    } catch (IOException e) {
      throw new UserException(Reason.of(e));
    }
  }
}
