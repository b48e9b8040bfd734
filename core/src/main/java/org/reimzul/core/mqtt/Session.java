package org.reimzul.core.mqtt;

/**
 * As whom a client connects.
 *
 * @param clientId this client's alone: a broker drops the other client of that id
 * @param kept whether the broker keeps subscriptions, and messages for them, while the client is
 *     away
 */
public record Session(String clientId, boolean kept) {}
