package org.reimzul.core.config;

/**
 * A key that was asked for.
 *
 * @param given whether the file has it
 * @param value what the file says, or else the default; without secrets; null if there is neither
 * @param fallback the default; null if there is none
 * @param read what was made of it; null if there is neither a value nor a default
 */
public record Asked(
    String section, String key, boolean given, String value, Object fallback, Object read) {}
