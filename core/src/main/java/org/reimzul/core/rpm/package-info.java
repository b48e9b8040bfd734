/** Reads and checks RPM files with the programs rpm and rpmkeys. */
package org.reimzul.core.rpm;
