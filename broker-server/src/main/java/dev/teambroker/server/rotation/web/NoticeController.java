package dev.teambroker.server.rotation.web;

import dev.teambroker.protocol.Rotations.Notice;
import dev.teambroker.server.member.Members;
import dev.teambroker.server.rotation.notice.OwnNotices;
import dev.teambroker.server.web.Endpoint;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /v1/me/notices}. */
@RestController
class NoticeController {
  private final Members members;
  private final OwnNotices notices;

  NoticeController(Members members, OwnNotices notices) {
    this.members = members;
    this.notices = notices;
  }

  @Endpoint(
      value = "Tells the member of rotations, and an owner of keys that should be rotated",
      answer = Notice.class,
      list = true)
  @GetMapping("/v1/me/notices")
  List<Notice> own() {
    return notices.of(members.acting());
  }
}
