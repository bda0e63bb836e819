package dev.arena.json;

import java.util.Objects;

/** Settings of an {@link ArenaJson}. For one thread. */
public final class ArenaJsonBuilder {
    private JsonLimits limits = JsonLimits.DEFAULTS;
    private boolean failOnUnknownFields;
    private boolean failOnAbsentFields;
    private boolean failOnNullForPrimitives = true;
    private boolean failOnDuplicateNames = true;

    ArenaJsonBuilder() {}

    /**
     * Sets the limits of documents. {@link JsonLimits#DEFAULTS} unless set.
     *
     * @param  limits the limits
     * @return        this builder
     */
    public ArenaJsonBuilder limits(JsonLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /**
     * Sets whether a member that the record has no component for is an error. Otherwise it is skipped, which is the default.
     *
     * @param  fail whether it is an error
     * @return      this builder
     */
    public ArenaJsonBuilder failOnUnknownFields(boolean fail) {
        this.failOnUnknownFields = fail;
        return this;
    }

    /**
     * Sets whether a component that an object has no member for is an error. Otherwise, which is the default, it gets the value
     * that {@code @JsonProperty(defaultValue = …)} says, or zero, false or null; if the annotation says {@code required}, its
     * absence is an error all the same.
     *
     * @param  fail whether it is an error
     * @return      this builder
     */
    public ArenaJsonBuilder failOnAbsentFields(boolean fail) {
        this.failOnAbsentFields = fail;
        return this;
    }

    /**
     * Sets whether {@code null} is an error for a component of a primitive type, which is the default. Otherwise it stands for
     * zero or false.
     *
     * @param  fail whether it is an error
     * @return      this builder
     */
    public ArenaJsonBuilder failOnNullForPrimitives(boolean fail) {
        this.failOnNullForPrimitives = fail;
        return this;
    }

    /**
     * Sets whether it is an error if an object has two members for the same component, or a map two with the same key. It is by
     * default, as readers differ in which of them they take. Otherwise the last one counts.
     *
     * @param  fail whether it is an error
     * @return      this builder
     */
    public ArenaJsonBuilder failOnDuplicateNames(boolean fail) {
        this.failOnDuplicateNames = fail;
        return this;
    }

    /**
     * Makes what was set.
     *
     * @return a decoder and encoder with these settings
     */
    public ArenaJson build() {
        return new ArenaJson(
                new DecodingSettings(limits, failOnUnknownFields, failOnAbsentFields, failOnNullForPrimitives,
                        failOnDuplicateNames));
    }
}
