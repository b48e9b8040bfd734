/** A whole farm on one machine, real processes: the demo and what the end-to-end tests start. */
package org.reimzul.farm;
