package org.reimzul.jbeanstalk;

import java.util.Arrays;

/**
 * A job as the server gave it. Equal to another with the same id and the same bytes.
 *
 * @param id an unsigned 64-bit number, unique only until the server restarts or drains
 * @param body the bytes as they were put; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // equals, hashCode and toString below look at the bytes
public record Job(long id, byte[] body) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Job job && id == job.id && Arrays.equals(body, job.body);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id) * 31 + Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return "job " + Long.toUnsignedString(id) + " of " + body.length + " bytes";
  }
}
