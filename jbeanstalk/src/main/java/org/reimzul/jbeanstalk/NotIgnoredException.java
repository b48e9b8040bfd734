package org.reimzul.jbeanstalk;

/** The last watched tube cannot be ignored. */
public final class NotIgnoredException extends ServerException {
  NotIgnoredException(TubeName tube) {
    super("NOT_IGNORED", "cannot ignore the only watched tube, " + tube);
  }
}
