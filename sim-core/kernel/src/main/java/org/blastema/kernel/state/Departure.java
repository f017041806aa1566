package org.blastema.kernel.state;

/**
 * A cell that is no more.
 *
 * @param id its id
 * @param parent id of its mother, or -1
 * @param type index of its type
 * @param birth time at which it was born
 * @param time time at which it went
 * @param cause why, for example {@code death}
 */
public record Departure(int id, int parent, int type, double birth, double time, String cause) {}
