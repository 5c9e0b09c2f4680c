package dev.teambroker.server.audit.verification;

import dev.teambroker.server.audit.AuthenticatedRows;
import dev.teambroker.server.audit.DecidingRow;
import dev.teambroker.server.audit.RowIndex;
import dev.teambroker.server.audit.RowIndex.Latest;
import dev.teambroker.server.audit.RowKind;
import dev.teambroker.server.audit.RowMac;
import dev.teambroker.server.audit.RowSeal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;

/** Compares every stored deciding row with what the trail says of it, both ways. */
final class RowVerification {
  private final RowIndex index;
  private final RowSeal seal;
  private final Set<RowIndex.Key> seen = new HashSet<>();
  private final Set<RowKind> kinds = EnumSet.noneOf(RowKind.class);
  private final Set<RowKind> unreadable = EnumSet.noneOf(RowKind.class);
  private final List<String> faults = new ArrayList<>();

  RowVerification(RowIndex index, RowMac mac) {
    this.index = index;
    this.seal = new RowSeal(mac);
  }

  void check(AuthenticatedRows rows) {
    kinds.addAll(rows.kinds());
    try (Stream<? extends DecidingRow> all = rows.all()) {
      all.forEach(this::check);
    } catch (DataAccessException e) {
      throw e;
    } catch (RuntimeException noSuchRowIsWritten) {
      unreadable.addAll(rows.kinds());
      faults.add(
          "a row of the kinds "
              + rows.kinds().stream().map(RowKind::code).sorted().toList()
              + " can't be read: "
              + noSuchRowIsWritten);
    }
  }

  private void check(DecidingRow row) {
    String fault = seal.faultOf(row, index.latest(row.kind(), row.id()));
    if (!seen.add(new RowIndex.Key(row.kind(), row.id()))) {
      fault = "it is there twice";
    }
    if (!fault.isEmpty()) {
      faults.add("the " + row.kind().code() + " " + row.id() + ": " + fault);
    }
  }

  /** To be called after all rows: what the trail knows must have been there. */
  List<String> faults() {
    List<String> all = new ArrayList<>(faults);
    index.all().map(this::faultOf).filter(fault -> !fault.isEmpty()).sorted().forEach(all::add);
    return all;
  }

  int count() {
    return seen.size();
  }

  private String faultOf(Map.Entry<RowIndex.Key, Latest> entry) {
    RowIndex.Key key = entry.getKey();
    if (unreadable.contains(key.kind())) {
      return "";
    }
    Latest latest = entry.getValue();
    String name = "the " + key.kind().code() + " " + key.id() + ": ";
    if (!kinds.contains(key.kind())) {
      return name + "nothing reads this kind of row";
    }
    if (latest.isRemoved()) {
      boolean ours = latest.names(seal.ofRemoval(key.kind(), key.id(), latest.version()));
      return ours ? "" : name + "its removal was not made by this broker";
    }
    return seen.contains(key) ? "" : name + "it is missing";
  }
}
