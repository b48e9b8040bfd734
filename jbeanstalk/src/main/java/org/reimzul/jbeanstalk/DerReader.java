package org.reimzul.jbeanstalk;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Steps through the values of one DER content; throws IllegalArgumentException where it cannot. */
final class DerReader {
  private final ByteBuffer content;

  DerReader(byte[] content) {
    this.content = ByteBuffer.wrap(content);
  }

  boolean hasNext() {
    return content.hasRemaining();
  }

  int peekTag() {
    return content.get(content.position()) & 0xff;
  }

  /** The next value's content; its tag must be {@code tag}. */
  byte[] next(int tag) {
    if (!hasNext() || peekTag() != tag) {
      throw new IllegalArgumentException("not the expected ASN.1 structure");
    }
    return next();
  }

  /** The next value's content, whatever its tag. */
  byte[] next() {
    try {
      content.get();
      byte[] value = new byte[length()];
      content.get(value);
      return value;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("truncated ASN.1", e);
    }
  }

  private int length() {
    int first = content.get() & 0xff;
    if (first < 0x80) {
      return first;
    }
    long length = 0;
    for (int i = first & 0x7f; i > 0; i--) {
      length = (length << 8) | (content.get() & 0xff);
      if (length > content.capacity()) {
        throw new IllegalArgumentException("truncated ASN.1");
      }
    }
    return (int) length;
  }
}
