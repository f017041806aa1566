package org.blastema.kernel.space;

/** The space that cells live in. */
public sealed interface Space permits FreeSpace {
  /** 2 or 3. */
  int dimensions();
}
