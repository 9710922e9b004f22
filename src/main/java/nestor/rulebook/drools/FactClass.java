package nestor.rulebook.drools;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Generated class of a declared type, with access to its constructor and fields. What it gives
 * access to are objects in a session; the engine's own are {@code Fact}s.
 */
public final class FactClass {
  private final Constructor<?> constructor;
  private final Map<String, Field> fields = new HashMap<>();

  FactClass(Class<?> type) {
    try {
      constructor = type.getConstructor();
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
    for (Field field : type.getDeclaredFields()) {
      field.setAccessible(true);
      fields.put(field.getName(), field);
    }
  }

  /** Returns a new fact whose fields have no values yet. */
  public Object newFact() {
    try {
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives a field its value. */
  public void set(Object fact, String field, @Nullable Object value) {
    try {
      field(field).set(fact, value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of a field. */
  public @Nullable Object get(Object fact, String field) {
    try {
      return field(field).get(fact);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private Field field(String name) {
    Field field = fields.get(name);
    if (field == null) {
      throw new IllegalArgumentException(
          constructor.getDeclaringClass().getSimpleName() + " has no field " + name);
    }
    return field;
  }
}
