package dev.teambroker.server.web;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.teambroker.protocol.Problem;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Executable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.introspect.VisibilityChecker;

/**
 * How the protocol's types cross the wire: its final classes are written by their fields; what is
 * read comes in by the constructor, and each parameter is required unless it is {@link Nullable}.
 */
final class ProtocolIntrospector extends NopAnnotationIntrospector {
  private static final long serialVersionUID = 1;
  private static final String PROTOCOL = Problem.class.getPackageName();

  @Override
  public VisibilityChecker findAutoDetectVisibility(
      MapperConfig<?> config, AnnotatedClass type, VisibilityChecker checker) {
    Class<?> raw = type.getRawType();
    return isOfProtocol(raw) && !raw.isRecord() && !raw.isEnum()
        ? checker
            .withFieldVisibility(Visibility.ANY)
            .withGetterVisibility(Visibility.NONE)
            .withIsGetterVisibility(Visibility.NONE)
        : checker;
  }

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return isRequired(member) ? Boolean.TRUE : null;
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
    if (!(member instanceof AnnotatedParameter parameter) || !isOfProtocol(parameter)) {
      return JsonSetter.Value.empty();
    }
    return JsonSetter.Value.forContentNulls(Nulls.FAIL)
        .withValueNulls(isRequired(parameter) ? Nulls.FAIL : Nulls.SET);
  }

  private static boolean isRequired(AnnotatedMember member) {
    return member instanceof AnnotatedParameter parameter
        && isOfProtocol(parameter)
        && !typeOf(parameter).isAnnotationPresent(Nullable.class);
  }

  private static AnnotatedType typeOf(AnnotatedParameter parameter) {
    var constructor = (Executable) parameter.getOwner().getMember();
    return constructor.getAnnotatedParameterTypes()[parameter.getIndex()];
  }

  private static boolean isOfProtocol(AnnotatedParameter parameter) {
    return isOfProtocol(parameter.getDeclaringClass());
  }

  private static boolean isOfProtocol(Class<?> type) {
    return type.getPackageName().equals(PROTOCOL);
  }
}
