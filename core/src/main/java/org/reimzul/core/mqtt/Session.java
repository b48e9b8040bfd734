package org.reimzul.core.mqtt;

/**
 * As whom a client connects.
 *
 * @param clientId this client's alone: a broker drops the other client of that id
 * @param kept whether the broker keeps subscriptions, and messages for them, while the client is
 *     away or has not acknowledged them by {@link MqttConnection#ack}; else they count as delivered
 *     when they arrive
 */
public record Session(String clientId, boolean kept) {}
