/** An embedded MongoDB server for the demo and small farms. */
package org.reimzul.controller.mongo;
