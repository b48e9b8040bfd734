/** Telling remote requesters what became of their requests. */
package org.reimzul.controller.requests;
