/** What the tests of bstore share: tiny packages, uploads, a bench of parts, a daemon to kill. */
package org.reimzul.bstore.lab;
