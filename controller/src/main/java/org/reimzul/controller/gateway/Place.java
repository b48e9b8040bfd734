package org.reimzul.controller.gateway;

import java.util.Optional;

/**
 * What the topic of a message says of it.
 *
 * @param user whom the broker let publish there, where the topic names one
 */
record Place(Optional<String> user, String arch) {
  static Place of(String prefix, String topic) throws RefusedException {
    String[] levels =
        topic.startsWith(prefix) ? topic.substring(prefix.length()).split("/", -1) : new String[0];
    return switch (levels.length) {
      case 1 -> new Place(Optional.empty(), levels[0]);
      case 2 -> new Place(Optional.of(levels[0]), levels[1]);
      default ->
          throw new RefusedException(
              "the topic is neither " + prefix + "ARCH nor " + prefix + "USER/ARCH");
    };
  }
}
