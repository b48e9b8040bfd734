/** What the controller serves over http. */
package org.reimzul.controller.web;
