/** From the tubes notify and events to the signer, the record, the log file and the sinks. */
package org.reimzul.controller.dispatch;
