/** What every launcher has in common. */
package org.reimzul.core.cli;
