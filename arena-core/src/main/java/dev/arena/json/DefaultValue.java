package dev.arena.json;

import java.lang.foreign.MemorySegment;

import org.jspecify.annotations.Nullable;

import dev.arena.record.Field;
import dev.arena.text.Utf8Builder;

/** Writes what {@code @JsonProperty(defaultValue = …)} says into a row in which the component is absent. */
@FunctionalInterface
interface DefaultValue {

    void write(MemorySegment rows, long row, Utf8Builder text);

    /** Parses a default for the component that it is for. */
    static DefaultValue parse(Field field, String value, @Nullable EnumNames constants) {
        try {
            return switch (field.kind()) {
                case BOOLEAN -> {
                    boolean parsed = parseBoolean(value);
                    yield (rows, row, text) -> field.setBoolean(rows, row, parsed);
                }
                case BYTE -> {
                    byte parsed = Byte.parseByte(value);
                    yield (rows, row, text) -> field.setByte(rows, row, parsed);
                }
                case SHORT -> {
                    short parsed = Short.parseShort(value);
                    yield (rows, row, text) -> field.setShort(rows, row, parsed);
                }
                case CHAR -> {
                    char parsed = parseChar(value);
                    yield (rows, row, text) -> field.setChar(rows, row, parsed);
                }
                case INT -> {
                    int parsed = Integer.parseInt(value);
                    yield (rows, row, text) -> field.setInt(rows, row, parsed);
                }
                case LONG -> {
                    long parsed = Long.parseLong(value);
                    yield (rows, row, text) -> field.setLong(rows, row, parsed);
                }
                case FLOAT -> {
                    float parsed = Float.parseFloat(value);
                    yield (rows, row, text) -> field.setFloat(rows, row, parsed);
                }
                case DOUBLE -> {
                    double parsed = Double.parseDouble(value);
                    yield (rows, row, text) -> field.setDouble(rows, row, parsed);
                }
                case ENUM -> {
                    int ordinal = constants == null ? -1 : constants.ordinal(value.toCharArray(), 0, value.length());
                    if (ordinal < 0) {
                        throw new IllegalArgumentException("no such constant");
                    }
                    yield (rows, row, text) -> field.setEnum(rows, row, ordinal);
                }
                case STRING, UTF8 -> (rows, row, text) -> {
                    long start = text.byteLength();
                    text.append(value);
                    field.setText(rows, row, start, Math.toIntExact(text.byteLength() - start));
                };
                default -> throw new IllegalArgumentException("such a component has no default");
            };
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Bad default \"" + value + "\" of " + field, e);
        }
    }

    private static boolean parseBoolean(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static char parseChar(String value) {
        if (value.length() != 1) {
            throw new IllegalArgumentException("not one character");
        }
        return value.charAt(0);
    }
}
