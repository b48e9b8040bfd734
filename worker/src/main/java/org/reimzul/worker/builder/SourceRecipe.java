package org.reimzul.worker.builder;

import java.nio.file.Path;
import org.reimzul.core.job.BuildJob;

/**
 * What a builder needs to know to make a source package.
 *
 * @param job the build that it is for: its arch, target and disttag
 * @param spec in a directory of its own or among the sources
 * @param sources every source, and perhaps more
 * @param attempt private directory of this try, where the builder may keep what it needs
 * @param result where the package and the logs go; exists
 */
public record SourceRecipe(BuildJob job, Path spec, Path sources, Path attempt, Path result) {}
