/** Announces results through an MQTT broker. */
package org.reimzul.controller.mqtt;
