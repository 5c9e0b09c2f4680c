package dev.teambroker.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds secrets in files and texts, in whatever way they are written there. */
public final class SecretSearch {
  private static final int BEGINNING = Integer.BYTES;
  private static final List<Charset> CHARSETS =
      List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Map<Integer, List<Needle>> needles = new HashMap<>();
  private final boolean[] begins = new boolean[1 << 16];

  private record Needle(String name, MemorySegment bytes) {
    boolean isAt(MemorySegment where, long offset) {
      long end = offset + bytes.byteSize();
      return end <= where.byteSize()
          && MemorySegment.mismatch(where, offset, end, bytes, 0, bytes.byteSize()) < 0;
    }

    boolean isSameAs(Needle other) {
      return bytes.mismatch(other.bytes) < 0;
    }
  }

  /** As text, in UTF-16, in base64 and in hex. */
  public SecretSearch seek(String name, String secret) {
    CHARSETS.forEach(charset -> add(name + " in " + charset, secret.getBytes(charset)));
    return encoded(name, secret.getBytes(StandardCharsets.UTF_8));
  }

  /** As bytes, in base64 and in hex. */
  public SecretSearch seek(String name, byte[] secret) {
    add(name + " as bytes", secret);
    return encoded(name, secret);
  }

  private SecretSearch encoded(String name, byte[] secret) {
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[shift + secret.length];
      System.arraycopy(secret, 0, shifted, shift, secret.length);
      for (Base64.Encoder base64 : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
        String text = base64.withoutPadding().encodeToString(shifted);
        String own = text.substring(shift == 0 ? 0 : shift + 1, text.length() - 1);
        add(name + " in base64", own.getBytes(StandardCharsets.US_ASCII));
      }
    }
    HexFormat hex = HexFormat.of();
    add(name + " in hex", hex.formatHex(secret).getBytes(StandardCharsets.US_ASCII));
    add(
        name + " in hex",
        hex.withUpperCase().formatHex(secret).getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  private void add(String name, byte[] bytes) {
    if (bytes.length < 8) {
      throw new IllegalArgumentException(name + " is too short to be told from chance");
    }
    Needle needle = new Needle(name, MemorySegment.ofArray(bytes));
    int beginning = needle.bytes.get(INT, 0);
    begins[beginning >>> 16] = true;
    List<Needle> same = needles.computeIfAbsent(beginning, any -> new ArrayList<>());
    if (same.stream().noneMatch(needle::isSameAs)) {
      same.add(needle);
    }
  }

  public Set<String> foundIn(String text) {
    return foundIn(MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** What is found in the file, or in any file below the folder, with the file's name. */
  public Set<String> foundIn(Path place) {
    try (Stream<Path> files = Files.walk(place)) {
      Set<String> found = new TreeSet<>();
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> inFile(file).forEach(name -> found.add(name + " in " + file.getFileName())));
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> inFile(Path file) {
    try (FileChannel channel = FileChannel.open(file);
        Arena arena = Arena.ofConfined()) {
      return channel.size() == 0
          ? Set.of()
          : foundIn(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
    } catch (NoSuchFileException removedMeanwhile) {
      return Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> foundIn(MemorySegment bytes) {
    Set<String> found = new TreeSet<>();
    for (long at = 0; at <= bytes.byteSize() - BEGINNING; at++) {
      int beginning = bytes.get(INT, at);
      if (begins[beginning >>> 16]) {
        for (Needle needle : needles.getOrDefault(beginning, List.of())) {
          if (needle.isAt(bytes, at)) {
            found.add(needle.name);
          }
        }
      }
    }
    return found;
  }
}
