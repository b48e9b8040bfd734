/** The worker daemon: wiring and configuration. */
package org.reimzul.worker;
