package org.reimzul.jbeanstalk;

/** Sends a request and decodes its reply. */
interface Caller {
  <T> T call(Request request, Decoder<T> decoder) throws BeanstalkException;

  /** Makes a result of a reply that is none of the errors that any command may get. */
  interface Decoder<T> {
    T decode(Reply reply) throws BeanstalkException;
  }
}
