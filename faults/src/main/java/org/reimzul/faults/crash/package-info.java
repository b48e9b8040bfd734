/** The farm's own crash points, visited one after another. */
package org.reimzul.faults.crash;
