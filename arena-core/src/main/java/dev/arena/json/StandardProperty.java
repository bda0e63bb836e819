package dev.arena.json;

import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.std.NullSerializer;

/** What databind has found out about a property that it writes. Only subclasses may see it. */
final class StandardProperty extends BeanPropertyWriter {

    private StandardProperty(BeanPropertyWriter property) {
        super(property);
    }

    /** Whether it is its name and its value, or nothing where the value is null. */
    static boolean isStandard(BeanPropertyWriter property) {
        return property.getClass() == BeanPropertyWriter.class && new StandardProperty(property).isStandard();
    }

    private boolean isStandard() {
        return _typeSerializer == null && _suppressableValue == null
                && (_nullSerializer == null || _nullSerializer.getClass() == NullSerializer.class);
    }
}
