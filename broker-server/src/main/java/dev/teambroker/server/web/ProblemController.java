package dev.teambroker.server.web;

import dev.teambroker.protocol.Problem;
import dev.teambroker.protocol.ProblemType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Stream;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What went wrong before a controller was reached, as a problem too. */
@RestController
class ProblemController implements ErrorController {
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;

  @RequestMapping("${spring.web.error.path:/error}")
  ResponseEntity<Problem> error(HttpServletRequest request) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : ProblemType.NOT_FOUND.status();
    ProblemType type = typeOf(status);
    return Problems.of(type, type.title() + ".");
  }

  /** The plain problem of a status; the first in the order of the types. */
  static ProblemType typeOf(int status) {
    return Stream.of(
            ProblemType.SIGN_IN_REQUIRED,
            ProblemType.FORBIDDEN,
            ProblemType.NOT_FOUND,
            ProblemType.METHOD_NOT_ALLOWED,
            ProblemType.NOT_ACCEPTABLE,
            ProblemType.TOO_SLOW,
            ProblemType.TOO_LARGE,
            ProblemType.UNSUPPORTED_MEDIA_TYPE,
            ProblemType.UNAVAILABLE)
        .filter(type -> type.status() == status)
        .findFirst()
        .orElse(
            status >= BAD_REQUEST && status < SERVER_ERROR
                ? ProblemType.INVALID_REQUEST
                : ProblemType.INTERNAL);
  }
}
