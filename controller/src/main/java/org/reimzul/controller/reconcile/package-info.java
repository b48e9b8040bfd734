/** Compares the record with the queue and with bstore's commits, and mends what was lost. */
package org.reimzul.controller.reconcile;
