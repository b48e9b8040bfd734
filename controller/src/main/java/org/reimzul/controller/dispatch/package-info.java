/** From the tubes notify and events to the record, the log file and the sinks' tubes. */
package org.reimzul.controller.dispatch;
