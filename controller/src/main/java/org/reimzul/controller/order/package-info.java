/** Builds that wait for other builds. */
package org.reimzul.controller.order;
