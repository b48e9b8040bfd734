/** Submitting from afar, over an MQTT broker. */
package org.reimzul.cli.remote;
