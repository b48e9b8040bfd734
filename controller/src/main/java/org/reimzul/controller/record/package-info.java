/** What the farm remembers in MongoDB: every event, and one document per build. */
package org.reimzul.controller.record;
