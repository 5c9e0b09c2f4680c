package dev.teambroker.server.rotation;

import java.util.Locale;

/** What a run has reached. Where it ends in -ING, a call may be on its way to AWS. */
enum Step {
  /** Nothing is made yet, or what was made is gone again. */
  REQUESTED,
  /** CreateAccessKey may have been sent. */
  CREATING,
  /** The new key is stored; nothing uses it. */
  SEALED,
  /** The new key works wherever sessions are asked for. */
  PROVED,
  /** Sessions are asked for with the staying key. */
  SWITCHED,
  /** No session of the leaving key lives. */
  DRAINED,
  DEACTIVATING,
  DEACTIVATED,
  DELETING,
  /** On the way back: the old key is being activated again. */
  REACTIVATING,
  REACTIVATED,
  DONE,
  UNDONE;

  /** As it stands in the row and crosses the wire. */
  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Step ofCode(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  boolean isEnd() {
    return this == DONE || this == UNDONE;
  }
}
