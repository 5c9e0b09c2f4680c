package dev.teambroker.server.architecture.planted;

import dev.teambroker.protocol.Secret;

record RecordWithASecret(Secret key) {}
