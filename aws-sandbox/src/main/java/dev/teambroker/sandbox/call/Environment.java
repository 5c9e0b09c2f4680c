package dev.teambroker.sandbox.call;

import dev.teambroker.sandbox.account.World;
import dev.teambroker.sandbox.setting.SandboxClock;
import dev.teambroker.sandbox.setting.Settings;
import dev.teambroker.sandbox.trail.EventLog;

/** What every call finds around it. */
public record Environment(World world, Settings settings, SandboxClock clock, EventLog log) {}
