package dev.teambroker.server.architecture.planted;

import org.springframework.web.bind.annotation.RestController;

@RestController
class StrayController {}
