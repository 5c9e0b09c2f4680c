package dev.teambroker.server.web.contract;

import dev.teambroker.protocol.Shape;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of the protocol as it crosses the wire: a field for each parameter of its constructor.
 */
record WireType(Class<?> type, List<Field> fields) {
  private static final ClassValue<WireType> KNOWN =
      new ClassValue<>() {
        @Override
        protected WireType computeValue(Class<?> type) {
          return new WireType(type, fieldsOf(type));
        }
      };

  /** A field: required unless it is {@link Nullable}. */
  record Field(String name, AnnotatedType type, @Nullable Shape shape, Method accessor) {
    boolean isRequired() {
      return !type.isAnnotationPresent(Nullable.class);
    }

    @Nullable Object of(Object message) {
      try {
        return accessor.invoke(message);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static WireType of(Class<?> type) {
    return KNOWN.get(type);
  }

  /** Such as {@code Grants.NewGrant}. */
  String name() {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
  }

  private static List<Field> fieldsOf(Class<?> type) {
    Constructor<?> constructor = type.getConstructors()[0];
    AnnotatedType[] types = constructor.getAnnotatedParameterTypes();
    Parameter[] parameters = constructor.getParameters();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < parameters.length; i++) {
      String name = parameters[i].getName();
      fields.add(
          new Field(
              name, types[i], parameters[i].getAnnotation(Shape.class), accessor(type, name)));
    }
    return List.copyOf(fields);
  }

  private static Method accessor(Class<?> type, String name) {
    try {
      return type.getMethod(name);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
