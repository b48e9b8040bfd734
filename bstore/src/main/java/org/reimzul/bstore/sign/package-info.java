/** Collects published packages for signing. */
package org.reimzul.bstore.sign;
