package dev.teambroker.server.planted;

/** Stands for a class of the server, which the demo may not use. */
public final class ServerClass {}
