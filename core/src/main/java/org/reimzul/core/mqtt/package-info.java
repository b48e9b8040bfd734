/** Connections to an MQTT broker: the only place that knows which library makes them. */
package org.reimzul.core.mqtt;
