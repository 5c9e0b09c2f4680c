package dev.teambroker.server.consumer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks names up. */
interface Names {
  /** The addresses of a host; of one that is an address, itself. */
  List<InetAddress> of(String host) throws UnknownHostException;

  /** As the machine does. */
  @Component
  class OfTheMachine implements Names {
    @Override
    public List<InetAddress> of(String host) throws UnknownHostException {
      return List.of(InetAddress.getAllByName(host));
    }
  }
}
