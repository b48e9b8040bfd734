package org.reimzul.core.mqtt;

/**
 * A message that a broker has delivered.
 *
 * @param number the broker's, for acknowledging it; numbers recur
 * @param atLeastOnce whether the broker keeps it until it is acknowledged
 * @param repeated whether the broker has tried to deliver it before
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares messages
public record Inbound(
    String topic, byte[] payload, int number, boolean atLeastOnce, boolean repeated) {}
