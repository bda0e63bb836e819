package dev.arena.json;

import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Settings of an {@link ArenaJson}. For one thread. */
public final class ArenaJsonBuilder {
    private JsonLimits limits = JsonLimits.DEFAULTS;
    private @Nullable Boolean failOnUnknownFields;
    private boolean failOnAbsentFields;
    private @Nullable Boolean failOnNullForPrimitives;
    private boolean failOnDuplicateNames = true;
    private Supplier<? extends JsonMapper> mapper = JsonMapper::shared;

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
     * Sets the mapper that says how records look in JSON: which components are written and which are read, under which names, and in
     * which order. Its annotations, mix-ins, modules, naming strategies, and views count. {@link JsonMapper#shared()} unless set.
     *
     * @param  mapper the mapper
     * @return        this builder
     */
    public ArenaJsonBuilder mapper(JsonMapper mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return mapper(() -> mapper);
    }

    /**
     * Sets the mapper that says how records look in JSON, as {@link #mapper(JsonMapper)} does.
     *
     * @param  mapper asked for the mapper when the first record class is met, perhaps by several threads
     * @return        this builder
     */
    public ArenaJsonBuilder mapper(Supplier<? extends JsonMapper> mapper) {
        this.mapper = Objects.requireNonNull(mapper, "mapper");
        return this;
    }

    /**
     * Sets whether a member that the record has no component for is an error. Otherwise it is skipped. Unless set, this is as
     * {@code FAIL_ON_UNKNOWN_PROPERTIES} of the mapper says. A member whose name is ignored is not unknown: it is skipped unless
     * {@code FAIL_ON_IGNORED_PROPERTIES} of the mapper is enabled.
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
     * Sets whether {@code null} is an error for a component of a primitive type. Otherwise it stands for zero or false. Unless set,
     * this is as {@code FAIL_ON_NULL_FOR_PRIMITIVES} of the mapper says.
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
                        failOnDuplicateNames, new LazyMapper(mapper)));
    }
}
