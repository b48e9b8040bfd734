/**
 * A beanstalkd client: the whole protocol of beanstalkd 1.13 (its {@code doc/protocol.txt}), plain
 * and over TLS, with nothing but the JDK.
 *
 * <p>Start at {@link org.reimzul.jbeanstalk.Beanstalk}. Values ({@code TubeName}, {@code Priority},
 * {@code Endpoint}, {@code ClientOptions}, {@code TlsMaterial}, replies and exceptions) are
 * immutable and may be shared; a {@code Beanstalk} belongs to one thread at a time.
 */
package org.reimzul.jbeanstalk;
