package org.reimzul.worker.build;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.reimzul.core.job.BuildId;
import org.reimzul.core.job.BuildJob;
import org.reimzul.core.job.Json;
import org.reimzul.core.job.Tries;

/**
 * What a message in the queue asks for, as far as it matters for retries and the record. Immutable.
 *
 * @param <E> itself
 */
interface Errand<E extends Errand<E>> {
  /** The build, with its id; as much of it as is known. */
  BuildJob job();

  /** The message. */
  ObjectNode toJson();

  /** The same with these failures behind it. */
  E withTries(Tries behind);

  /** The body. */
  default byte[] encode() {
    return Json.write(toJson());
  }

  /** The failures behind it. */
  default Tries tries() {
    return job().tries();
  }

  /** Which build. */
  default BuildId build() {
    return job().requireBuildId();
  }
}
