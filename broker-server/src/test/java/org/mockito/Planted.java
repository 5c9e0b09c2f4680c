package org.mockito;

/** Stands for a mocking library, which isn't on the class path; only for the rule against them. */
public final class Planted {}
