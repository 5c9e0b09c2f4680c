package dev.teambroker.server.audit;

import org.springframework.modulith.NamedInterface;

/** Port: lets the index begin later than with the first record, before it is folded at all. */
@NamedInterface("inside")
public interface IndexBeginning {
  void begin(TrailIndex index);
}
