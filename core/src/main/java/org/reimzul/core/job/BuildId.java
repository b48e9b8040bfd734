package org.reimzul.core.job;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A build's identity and idempotency key, made once at submission: 26 characters of lower-case
 * Crockford base 32 that sort by time (48 bits of milliseconds, 80 of chance), and for a chained
 * arch a dash and that arch behind its parent's.
 *
 * @param value as it stands in messages, file names and the record
 */
public record BuildId(String value) implements Comparable<BuildId> {
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int TIME_DIGITS = 10;
  private static final int LENGTH = 26;
  private static final Pattern SHAPE =
      Pattern.compile("[0-7][0-9a-hjkmnp-tv-z]{25}(-[a-z][a-z0-9_]{0,15}){0,2}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Checks the grammar. */
  public BuildId {
    if (value == null || value.length() > 60 || !SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("build_id is not a build id: " + Excerpt.of(value));
    }
  }

  /** A new one for a build submitted at {@code now}. */
  public static BuildId mint(Instant now) {
    byte[] chance = new byte[10];
    RANDOM.nextBytes(chance);
    return of(now.toEpochMilli(), chance);
  }

  /**
   * The id of a job that came without one (from an original submitter): each redelivery of the job
   * derives the same.
   *
   * @param body the message as it stood in the queue
   * @param queueId its number there
   * @param created when it was put; used in steps of an hour, since it is only known to a second
   */
  public static BuildId derive(byte[] body, long queueId, Instant created) {
    long hour = Math.floorDiv(created.getEpochSecond(), Duration.ofHours(1).toSeconds());
    byte[] number = ByteBuffer.allocate(16).putLong(queueId).putLong(hour).array();
    Instant at = Instant.ofEpochSecond(Duration.ofHours(hour).toSeconds());
    return of(at, digest("reimzul build id", number, body));
  }

  /**
   * The id of a remote request's build: each repetition of the request derives the same. It is as
   * old as the request's name if that has the shape of a build id (our client's has), and else as
   * old as the epoch.
   *
   * @param submitter of the request
   * @param requestId the name that its client gave it
   */
  public static BuildId ofRequest(String submitter, String requestId) {
    byte[] name = (submitter + "/" + requestId).getBytes(StandardCharsets.UTF_8);
    boolean dated = requestId.length() == LENGTH && SHAPE.matcher(requestId).matches();
    Instant at = dated ? new BuildId(requestId).minted() : Instant.EPOCH;
    return of(at, digest("reimzul request", name));
  }

  private static byte[] digest(String purpose, byte[]... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(purpose.getBytes(StandardCharsets.US_ASCII));
      for (byte[] part : parts) {
        sha.update(part);
      }
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** One that follows from a digest, of which the first 80 bits count. */
  static BuildId of(Instant at, byte[] digest) {
    return of(at.toEpochMilli(), Arrays.copyOf(digest, 10));
  }

  private static BuildId of(long millis, byte[] chance) {
    var text = new StringBuilder();
    for (int shift = 45; shift >= 0; shift -= 5) {
      text.append(DIGITS.charAt((int) (millis >>> shift) & 31));
    }
    var bits = new BigInteger(1, chance);
    for (int shift = 75; shift >= 0; shift -= 5) {
      text.append(DIGITS.charAt(bits.shiftRight(shift).intValue() & 31));
    }
    return new BuildId(text.toString());
  }

  /** When it was minted; for a derived one, the hour in which its job was put. */
  public Instant minted() {
    long millis = 0;
    for (int i = 0; i < TIME_DIGITS; i++) {
      millis = millis << 5 | DIGITS.indexOf(value.charAt(i));
    }
    return Instant.ofEpochMilli(millis);
  }

  /** The build in whose job this one is built: itself, unless it is chained. */
  public BuildId carrier() {
    return new BuildId(value.split("-", 2)[0]);
  }

  /** The build that this chained one follows; empty unless it is chained. */
  public Optional<BuildId> parent() {
    int dash = value.lastIndexOf('-');
    return dash < 0 ? Optional.empty() : Optional.of(new BuildId(value.substring(0, dash)));
  }

  /** The id of this build's chained build for {@code arch}. */
  public BuildId chained(String arch) {
    return new BuildId(value + "-" + Grammar.arch(arch));
  }

  @Override
  public int compareTo(BuildId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
