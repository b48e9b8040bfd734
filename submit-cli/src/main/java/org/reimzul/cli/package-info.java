/** The commands of people and scripts. */
package org.reimzul.cli;
