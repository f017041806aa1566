package org.blastema.runner.bench;

/**
 * What to measure.
 *
 * @param name name of the benchmark
 * @param dimensions dimensions of space, 2 or 3, where the benchmark lets one choose
 * @param cells number of cells, likewise
 * @param threads threads that may share the work
 * @param json whether to answer with one JSON object
 */
public record BenchmarkRequest(String name, int dimensions, int cells, int threads, boolean json) {}
