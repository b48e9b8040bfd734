/** The controller's daemon: wiring only. */
package org.reimzul.controller;
