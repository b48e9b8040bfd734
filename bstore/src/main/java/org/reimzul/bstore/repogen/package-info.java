/** From committed builds to repodata, and then to the announcement. */
package org.reimzul.bstore.repogen;
