/** The launchers of bstore and its configuration. */
package org.reimzul.bstore;
