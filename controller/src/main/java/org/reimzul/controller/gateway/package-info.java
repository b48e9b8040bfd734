/**
 * Takes remote requests from the broker: checks them at the door, gives each its build id, and puts
 * it into the tube of those who make source packages.
 */
package org.reimzul.controller.gateway;
