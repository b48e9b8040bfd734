/** Mails results to the people who asked for them. */
package org.reimzul.controller.mail;
