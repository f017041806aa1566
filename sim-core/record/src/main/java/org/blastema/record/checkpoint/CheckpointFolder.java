package org.blastema.record.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.blastema.record.file.AtomicFile;

/**
 * The last few checkpoints of a run. A damaged file never hides an older one that can be read. One
 * process at a time may write.
 */
public final class CheckpointFolder {
  /** How many checkpoints are kept unless another number is asked for. */
  public static final int KEPT = 3;

  private static final String SUFFIX = ".checkpoint";
  private static final long UNKNOWN = -1;

  private final Path folder;
  private final int kept;
  private long nextOrdinal = UNKNOWN;

  /**
   * The checkpoints in a folder, which need not exist yet.
   *
   * @param folder the folder
   * @param kept how many are kept; older ones are removed when a new one is written
   */
  public CheckpointFolder(Path folder, int kept) {
    if (kept < 1) {
      throw new IllegalArgumentException("at least one checkpoint is kept, not " + kept);
    }
    this.folder = folder;
    this.kept = kept;
  }

  /** A file and where it stands in the order of writing. */
  private record Ranked(Path file, long ordinal) {}

  /**
   * Writes a checkpoint, which is whole on disk when the call returns, then removes old ones.
   *
   * @return its file
   */
  public Path write(Checkpoint checkpoint) throws IOException {
    Files.createDirectories(folder);
    if (nextOrdinal == UNKNOWN) {
      removeDamaged();
      nextOrdinal = newestFirst().stream().findFirst().map(r -> r.ordinal() + 1).orElse(0L);
    }
    Path file = file(checkpoint);
    new CheckpointFile(nextOrdinal++, checkpoint).write(file);
    List<Ranked> all = newestFirst();
    for (Ranked old : all.subList(Math.min(kept, all.size()), all.size())) {
      Files.deleteIfExists(old.file());
    }
    return file;
  }

  /**
   * The checkpoints that can be read, newest first; files are opened as the caller goes on.
   *
   * @throws IOException if the folder cannot be listed
   */
  public Stream<Checkpoint> newestReadableFirst() throws IOException {
    return newestFirst().stream()
        .map(Ranked::file)
        .map(CheckpointFolder::readable)
        .flatMap(Optional::stream);
  }

  /**
   * The newest checkpoint that can be read.
   *
   * @throws IOException if the folder cannot be listed
   */
  public Optional<Checkpoint> newest() throws IOException {
    return newestReadableFirst().findFirst();
  }

  /**
   * Removes every checkpoint that is not older than the given one, except itself: a run that goes
   * on from there will write them anew.
   */
  public void removeAfter(Checkpoint checkpoint) throws IOException {
    Path file = file(checkpoint);
    long ordinal = CheckpointFile.ordinal(file);
    for (Ranked other : newestFirst()) {
      if (other.ordinal() >= ordinal && !other.file().equals(file)) {
        Files.deleteIfExists(other.file());
      }
    }
    AtomicFile.removeLeftovers(folder);
  }

  /** What a damaged file says of its place in the order cannot be trusted. */
  private void removeDamaged() throws IOException {
    for (Ranked ranked : newestFirst()) {
      if (readable(ranked.file()).isEmpty()) {
        Files.deleteIfExists(ranked.file());
      }
    }
  }

  private Path file(Checkpoint checkpoint) {
    String pattern = checkpoint.unit() == Checkpoint.Unit.EPOCH ? "%s-%05d%s" : "%s-%09d%s";
    return folder.resolve(pattern.formatted(checkpoint.unit().word(), checkpoint.number(), SUFFIX));
  }

  private List<Ranked> newestFirst() throws IOException {
    List<Ranked> ranked = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[!.]*" + SUFFIX)) {
        for (Path file : files) {
          ranked.add(new Ranked(file, CheckpointFile.ordinal(file)));
        }
      }
    }
    ranked.sort(Comparator.comparingLong(Ranked::ordinal).reversed());
    return ranked;
  }

  private static Optional<Checkpoint> readable(Path file) {
    try {
      return Optional.of(CheckpointFile.read(file).checkpoint());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
