package org.reimzul.cli;

import org.reimzul.core.queue.Tubes;
import org.reimzul.jbeanstalk.Priority;

/** How soon a build's turn comes. */
enum Urgency {
  NORMAL,
  NOW,
  BACKGROUND;

  Priority priority() {
    return switch (this) {
      case NORMAL -> Tubes.BUILD;
      case NOW -> Tubes.NOW;
      case BACKGROUND -> Tubes.BACKGROUND;
    };
  }
}
