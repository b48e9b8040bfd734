/**
 * Reads and checks RPM files with the programs rpm and rpmkeys, and reads the XML of repositories.
 */
package org.reimzul.core.rpm;
