/** What is done to the farm, when, and to whom. */
package org.reimzul.faults.harm;
