package dev.teambroker.server.session;

import jakarta.servlet.ServletRequestAttributeEvent;
import jakarta.servlet.ServletRequestAttributeListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sees the sessions that are handed to the web, to look later what became of their secrets. */
final class HandedOver implements ServletRequestAttributeListener {
  private final List<IssuedSession> sessions = new CopyOnWriteArrayList<>();

  IssuedSession last() {
    return sessions.getLast();
  }

  @Override
  public void attributeAdded(ServletRequestAttributeEvent event) {
    if (event.getValue() instanceof IssuedSession session) {
      sessions.add(session);
    }
  }
}
