package org.reimzul.worker.builder;

import java.nio.file.Path;
import org.reimzul.core.job.BuildJob;

/**
 * What a builder needs to know.
 *
 * @param job one arch of a submission
 * @param srpm checked source package
 * @param attempt private directory of this try, where the builder may keep what it needs
 * @param result where packages and logs go; exists and is empty
 * @param notes takes what is to be recorded of this try
 */
public record BuildRequest(BuildJob job, Path srpm, Path attempt, Path result, Notes notes) {}
