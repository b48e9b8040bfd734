package org.reimzul.controller.mqtt;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the broker has acknowledged and may still forget: mosquitto acknowledges a message before
 * its subscribers have it or it is on disk, so that a kill in that moment loses it. For one thread.
 */
final class Receipts {
  /** A broker that answers this long after an acknowledgement has told its subscribers. */
  private static final Duration DOUBT = Duration.ofSeconds(5);

  /** A receipt that nobody has asked for until then belongs to a message that somebody took. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  /**
   * @param connection the number of the one over which it was acknowledged
   * @param at {@link System#nanoTime} then
   */
  record Receipt(long connection, long at) {
    /** For how many whole seconds it is still in doubt; zero at last. */
    Duration doubt() {
      Duration left = DOUBT.minus(age());
      return left.isNegative() ? Duration.ZERO : Duration.ofSeconds(left.toSeconds() + 1);
    }

    private Duration age() {
      return Duration.ofNanos(System.nanoTime() - at);
    }
  }

  private final Map<ByteBuffer, Receipt> receipts = new LinkedHashMap<>();

  /** The broker has acknowledged it just now; replaces an earlier receipt. */
  Receipt add(byte[] message, long connection) {
    dropForgotten();
    var receipt = new Receipt(connection, System.nanoTime());
    remove(message);
    receipts.put(ByteBuffer.wrap(message), receipt);
    return receipt;
  }

  private void dropForgotten() {
    Iterator<Receipt> oldest = receipts.values().iterator();
    while (oldest.hasNext() && oldest.next().age().compareTo(FORGOTTEN) > 0) {
      oldest.remove();
    }
  }

  /** The newest one for it; empty when it was not acknowledged in this process. */
  Optional<Receipt> of(byte[] message) {
    return Optional.ofNullable(receipts.get(ByteBuffer.wrap(message)));
  }

  /** It is settled. */
  void remove(byte[] message) {
    receipts.remove(ByteBuffer.wrap(message));
  }
}
