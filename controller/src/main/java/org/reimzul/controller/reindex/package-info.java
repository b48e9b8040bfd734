/** Telling a record that was lost what is in the queue. */
package org.reimzul.controller.reindex;
