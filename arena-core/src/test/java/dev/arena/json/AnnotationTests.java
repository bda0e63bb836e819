/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.json;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonBackReference;
import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonDeserializeAs;
import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonFilter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.annotation.JsonIdentityInfo;
import com.fasterxml.jackson.annotation.JsonIdentityReference;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIgnoreType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonKey;
import com.fasterxml.jackson.annotation.JsonManagedReference;
import com.fasterxml.jackson.annotation.JsonMerge;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonRootName;
import com.fasterxml.jackson.annotation.JsonSerializeAs;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeId;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.ObjectIdGenerators;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.InjectableValues;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.annotation.JacksonStdImpl;
import tools.jackson.databind.annotation.JsonAppend;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.annotation.JsonTypeIdResolver;
import tools.jackson.databind.annotation.JsonTypeResolver;
import tools.jackson.databind.annotation.JsonValueInstantiator;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;
import tools.jackson.databind.ser.std.SimpleBeanPropertyFilter;
import tools.jackson.databind.ser.std.SimpleFilterProvider;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

import dev.arena.Arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that each annotation of Jackson has the same meaning for the arena as for databind. */
@NullUnmarked
@SuppressWarnings("unused") // reflection reads and writes the components
class AnnotationTests {

    /** Views. */
    interface Public {}

    interface Internal extends Public {}

    record Item(Long a, String b) {}

    enum Level {
        LOW, HIGH
    }

    /**
     * Records with an annotation.
     *
     * @param annotation the annotation
     * @param value a value that is written and read back
     * @param documents documents to read
     */
    record Probe(Class<? extends Annotation> annotation, Record value, List<String> documents) {
        @Override
        public String toString() {
            return annotation.getSimpleName() + " " + value.getClass().getSimpleName();
        }
    }

    private static Probe probe(Class<? extends Annotation> annotation, Record value, String... documents) {
        return new Probe(annotation, value, List.of(documents));
    }

    static Stream<Probe> probes() {
        return Stream.of(
                probe(JacksonAnnotation.class, new Combined("x", "y"), "{\"renamed\":\"x\"}"),
                probe(JacksonAnnotationsInside.class, new Combined("x", "y"), "{\"renamed\":null,\"b\":\"z\"}"),
                probe(JacksonInject.class, new Injected("x", "y"), "{\"a\":\"x\"}", "{\"a\":\"x\",\"b\":\"z\"}"),
                probe(JsonAlias.class, new Aliased("x", "y"), "{\"a1\":\"x\"}",
                        "{\"a2\":\"x\",\"a\":\"y\",\"a1\":\"z\"}"),
                probe(JsonAnyGetter.class, new AnyGetter("x", Map.of("k", 1)), "{\"a\":\"x\"}"),
                probe(JsonAnySetter.class, new AnySetter("x", new LinkedHashMap<>(Map.of("k", 1))),
                        "{\"k\":1,\"a\":\"x\",\"l\":[2]}"),
                probe(JsonAutoDetect.class, new Detected("x", 1), "{\"a\":\"x\",\"b\":1}"),
                probe(JsonBackReference.class, new Back("x", null), "{\"a\":\"x\",\"b\":{\"a\":1}}"),
                probe(JsonClassDescription.class, new Described("x"), "{\"a\":\"y\"}"),
                probe(JsonCreator.class, new Created("x", 1), "{\"z\":\"x\"}"),
                probe(JsonCreator.class, new Delegated("x"), "\"y\"", "{\"a\":\"y\"}"),
                probe(JsonCreator.class, new TwoConstructors("x", 1), "{\"a\":\"y\"}"),
                probe(JsonDeserializeAs.class, new ReadAs(Level.LOW), "{\"a\":\"HIGH\"}"),
                probe(JsonEnumDefaultValue.class, new Defaulted(Unknown.ONE), "{\"a\":\"TWO\"}", "{\"a\":\"?\"}"),
                probe(JsonFilter.class, new Filtered("x", "y"), "{\"a\":\"x\",\"b\":\"y\"}"),
                probe(JsonFormat.class, new Formatted(1, true, Level.LOW, new Item(1L, "x")),
                        "{\"a\":\"1\",\"b\":1,\"c\":1,\"d\":[1,\"x\"]}", "{\"a\":1,\"d\":{\"a\":1}}"),
                probe(JsonFormat.class, new AsArray(1, "x"), "[1]", "[1,\"x\",2]", "{\"a\":1}"),
                probe(JsonFormat.class, new AnyCase("x", Level.LOW), "{\"A\":\"x\",\"b\":\"low\"}"),
                probe(JsonGetter.class, new Getter("x", 2), "{\"a\":\"x\",\"b\":1,\"other\":2,\"total\":1}"),
                probe(JsonIdentityInfo.class, new Identified(1, "x"), "{\"id\":3,\"b\":\"x\"}"),
                probe(JsonIdentityInfo.class, new AroundIdentified(new Identified(1, "x")), "{\"a\":{\"id\":3}}"),
                probe(JsonIdentityInfo.class, new IdentifiedList(new Identified(1, "x"), List.of()),
                        "{\"a\":{\"id\":3},\"b\":[3]}", "{\"a\":{\"id\":3},\"b\":[4]}"),
                probe(JsonIdentityReference.class, new Referring(new Identified(1, "x")), "{\"a\":null}"),
                probe(JsonIgnore.class, new Ignored("x", "y"), "{\"a\":\"x\",\"b\":\"y\"}"),
                probe(JsonIgnoreProperties.class, new IgnoredNames("x", "y", new Item(1L, "x")),
                        "{\"a\":\"x\",\"b\":\"y\",\"c\":{\"a\":1,\"b\":\"y\"}}"),
                probe(JsonIgnoreType.class, new IgnoredType("x", new Secret("y")), "{\"a\":\"x\",\"b\":{\"a\":\"y\"}}"),
                probe(JsonInclude.class, new Included(null, "", 0, List.of(), Map.of("k", ""), "same"), "{}"),
                probe(JsonInclude.class, new Unfiltered(null, null, List.of()), "{}"),
                probe(JsonInclude.class, new Included("x", "y", 1, List.of("z"), Map.of("k", "v"), "other"), "{}"),
                probe(JsonIncludeProperties.class, new IncludedNames("x", "y", new Item(1L, "x")),
                        "{\"a\":\"x\",\"b\":\"y\",\"c\":{\"a\":1,\"b\":\"y\"}}"),
                probe(JsonKey.class, new Keyed(Map.of(new Key("k", 1), "x")), "{\"a\":{\"l\":\"y\"}}"),
                probe(JsonManagedReference.class, new Managed("x", List.of()), "{\"a\":\"x\",\"b\":[]}"),
                probe(JsonMerge.class, new Merged(new Item(1L, "x"), List.of("y")), "{\"a\":{\"a\":2},\"b\":[\"z\"]}"),
                probe(JsonProperty.class, new Named("x", "y", 1, 2),
                        "{\"first name\":\"x\",\"b\":\"y\",\"c\":3,\"d\":4}",
                        "{\"c\":3,\"d\":null}", "{\"b\":\"y\",\"c\":3}"),
                probe(JsonProperty.class, new Required("x", null), "{}", "{\"a\":null}", "{\"a\":\"\"}"),
                probe(JsonPropertyDescription.class, new DescribedProperty("x"), "{\"a\":\"y\"}"),
                probe(JsonPropertyOrder.class, new Ordered("x", "y", "z"), "{\"a\":\"y\"}"),
                probe(JsonRawValue.class, new Raw("{\"x\":1}"), "{\"a\":\"y\"}"),
                probe(JsonRootName.class, new Rooted("x"), "{\"a\":\"y\"}"),
                probe(JsonSerializeAs.class, new WrittenAs(new Sub("x", "y")), "{}"),
                probe(JsonSetter.class, new Nulled("x", "y", List.of("z"), 1), "{\"a\":null,\"b\":\"y\",\"c\":[null]}",
                        "{\"a\":null,\"b\":null}", "{\"b\":\"x\",\"c\":null,\"d\":null}", "{\"b\":\"x\"}"),
                probe(JsonSubTypes.class, new AroundShape(new Circle(1.5), List.of(new Square(2))),
                        "{\"a\":{\"r\":1,\"kind\":\"circle\"},\"b\":[]}", "{\"a\":{\"kind\":\"other\"}}", "{\"a\":{}}"),
                probe(JsonTypeId.class, new TypeId("kind", "x"), "{\"a\":\"x\"}"),
                probe(JsonTypeInfo.class, new Typed(1), "{\"@type\":\"AnnotationTests$Typed\",\"a\":2}", "{\"a\":2}"),
                probe(JsonTypeInfo.class, new AroundTyped(new Typed(1), new Typed(2)), "{\"a\":{\"a\":2}}"),
                probe(JsonTypeInfo.class, new External("circle", new Circle(2)),
                        "{\"a\":\"square\",\"b\":{\"side\":1}}",
                        "{\"b\":{\"r\":1},\"a\":\"circle\"}"),
                probe(JsonTypeInfo.class, new ExternalOnly(new Circle(2), "x"),
                        "{\"kind\":\"square\",\"b\":{\"side\":1}}",
                        "{\"b\":{\"r\":1},\"c\":\"x\",\"kind\":\"circle\"}", "{\"c\":\"x\"}"),
                probe(JsonTypeName.class, new AroundShape(new Square(2), null),
                        "{\"a\":{\"side\":3,\"kind\":\"square\"}}"),
                probe(JsonUnwrapped.class, new Unwrapped(1, new Item(2L, "x"), new Item(3L, "y")),
                        "{\"id\":1,\"a\":2,\"b\":\"x\",\"p_a\":3,\"p_b\":\"y\"}", "{\"id\":1}"),
                probe(JsonValue.class, new Valued("x"), "\"y\""),
                probe(JsonValue.class, new AroundValued(new Valued("x"), List.of(new Valued("y"))),
                        "{\"a\":\"x\",\"b\":[\"z\"]}"),
                probe(JsonView.class, new Viewed("x", "y", "z"), "{\"a\":\"x\",\"b\":\"y\",\"c\":\"z\"}"),
                probe(EnumNaming.class, new EnumNamed(Styled.FIRST_ONE, Map.of(Styled.FIRST_ONE, 1)),
                        "{\"a\":\"secondOne\"}", "{\"a\":\"SECOND_ONE\"}"),
                probe(JacksonStdImpl.class, new Custom("x", "y"), "{\"a\":\"x\",\"b\":\"y\"}"),
                probe(JsonAppend.class, new Appended("x"), "{\"a\":\"x\",\"version\":\"y\"}"),
                probe(JsonDeserialize.class, new Custom("x", "y"), "{\"a\":\"x\",\"b\":null}", "{\"a\":1}"),
                probe(JsonNaming.class, new Snake("x", 1), "{\"first_name\":\"x\",\"second_name\":2}",
                        "{\"firstName\":\"x\"}"),
                probe(JsonPOJOBuilder.class, new Built("x"), "{\"text\":\"y\"}", "{}"),
                probe(JsonSerialize.class, new Written(1L, "x", null, List.of(1L)), "{\"a\":\"1\",\"b\":\"x\"}"),
                probe(JsonTypeIdResolver.class, new AroundResolved(new Resolved("x")),
                        "{\"a\":{\"t\":\"r\",\"x\":\"y\"}}"),
                probe(JsonTypeResolver.class, new AroundTypeResolved(new TypeResolved("x")), "{\"a\":{\"x\":\"y\"}}"),
                probe(JsonValueInstantiator.class, new Instantiated("x"), "{\"a\":\"y\"}", "{}"));
    }

    private static Stream<JsonMapper> mappers() {
        var filters = new SimpleFilterProvider().addFilter("names", SimpleBeanPropertyFilter.serializeAllExcept("b"));
        JsonMapper mapper = JsonMapper.builder().filterProvider(filters)
                .injectableValues(new InjectableValues.Std().addValue("injected", "i")).build();
        return Stream.of(mapper,
                mapper.rebuild().disable(MapperFeature.DEFAULT_VIEW_INCLUSION).defaultView(Public.class).build());
    }

    @ParameterizedTest
    @MethodSource("probes")
    void hasTheMeaningThatDatabindGivesIt(Probe probe) {
        mappers().forEach(mapper -> {
            var oracle = new DatabindOracle(mapper);
            JavaType type = mapper.constructType(probe.value().getClass());
            assertThat(oracle.differenceInWriting(probe.value(), type)).isNull();
            written(mapper, probe.value())
                    .ifPresent(
                            document -> assertThat(oracle.differenceInReading(document, type)).as(document).isNull());
            for (String document : probe.documents()) {
                assertThat(oracle.differenceInReading(document, type)).as(document).isNull();
            }
        });
    }

    private static Optional<String> written(JsonMapper mapper, Record value) {
        try {
            return Optional.of(mapper.writeValueAsString(value));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    @Test
    void everyAnnotationIsTested() throws IOException, URISyntaxException {
        Set<String> annotations = new TreeSet<>(annotationsBeside(JsonProperty.class));
        annotations.addAll(annotationsBeside(JsonSerialize.class));
        assertThat(probes().map(probe -> probe.annotation().getName()).collect(Collectors.toSet()))
                .containsAll(annotations);
    }

    private static Set<String> annotationsBeside(Class<?> one) throws IOException, URISyntaxException {
        String folder = one.getPackageName().replace('.', '/') + '/';
        Path jar = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (var file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName())
                    .filter(name -> name.startsWith(folder) && name.endsWith(".class") && !name.contains("$")
                            && !name.endsWith("package-info.class"))
                    .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(AnnotationTests::isAnnotation).collect(Collectors.toSet());
        }
    }

    private static boolean isAnnotation(String name) {
        try {
            return Class.forName(name).isAnnotation();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @JacksonAnnotationsInside
    @JsonProperty("renamed")
    @interface Renamed {
    }

    record Combined(@Renamed String a, String b) {}

    record Injected(String a, @JacksonInject("injected") String b) {}

    record Aliased(@JsonAlias({"a1", "a2"}) String a, String b) {}

    record AnyGetter(String a, @JsonAnyGetter Map<String, Integer> b) {}

    record AnySetter(String a, @JsonAnySetter Map<String, Object> b) {}

    @JsonAutoDetect(getterVisibility = JsonAutoDetect.Visibility.ANY)
    record Detected(String a, int b) {
        int getMore() {
            return b + 1;
        }
    }

    record Back(String a, @JsonBackReference Item b) {}

    @JsonClassDescription("described")
    record Described(String a) {}

    record Created(String a, @JsonIgnore int b) {
        @JsonCreator
        static Created of(@JsonProperty("z") String z) {
            return new Created(z, 7);
        }
    }

    record Delegated(String a) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Delegated of(String a) {
            return new Delegated(a);
        }
    }

    record TwoConstructors(String a, int b) {
        @JsonCreator
        TwoConstructors(@JsonProperty("a") String a) {
            this(a, 5);
        }
    }

    record ReadAs(@JsonDeserializeAs(Level.class) Object a) {}

    enum Unknown {
        ONE, TWO, @JsonEnumDefaultValue
        OTHER
    }

    record Defaulted(Unknown a) {}

    @JsonFilter("names")
    record Filtered(String a, String b) {}

    record Formatted(@JsonFormat(shape = JsonFormat.Shape.STRING) int a,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) boolean b,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Level c,
            @JsonFormat(shape = JsonFormat.Shape.ARRAY) Item d) {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record AsArray(int a, String b) {}

    @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
    record AnyCase(String a, @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_VALUES) Level b) {}

    record Getter(String a, int b) {
        @Override
        @JsonGetter("other")
        public int b() {
            return b;
        }

        @JsonGetter("total")
        int sum() {
            return b * 2;
        }
    }

    @JsonIdentityInfo(generator = ObjectIdGenerators.PropertyGenerator.class, property = "id")
    record Identified(int id, String b) {}

    record AroundIdentified(Identified a) {}

    record IdentifiedList(Identified a, List<Identified> b) {}

    record Referring(@JsonIdentityReference(alwaysAsId = true) Identified a) {}

    record Ignored(String a, @JsonIgnore String b) {}

    @JsonIgnoreProperties("b")
    record IgnoredNames(String a, String b, @JsonIgnoreProperties("a") Item c) {}

    @JsonIgnoreType
    record Secret(String a) {}

    record IgnoredType(String a, Secret b) {}

    record Included(@JsonInclude(JsonInclude.Include.NON_NULL) String a,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String b, @JsonInclude(JsonInclude.Include.NON_DEFAULT) int c,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> d,
            @JsonInclude(value = JsonInclude.Include.NON_EMPTY, content = JsonInclude.Include.NON_EMPTY) Map<String, String> e,
            @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Same.class) String f) {}

    record Unfiltered(@JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Nothings.class) String a,
            @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Nothings.class) Integer b,
            @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = Nothings.class) List<String> c) {}

    /** Equals null. Databind calls {@code equals(null)} on value filters. */
    static final class Nothings {
        @Override
        @SuppressWarnings("EqualsUnsafeCast")
        public boolean equals(Object other) {
            return other == null || other.equals(List.of());
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    static final class Same {
        @Override
        public boolean equals(Object other) {
            return "same".equals(other);
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    @JsonIncludeProperties({"a", "c"})
    record IncludedNames(String a, String b, @JsonIncludeProperties("a") Item c) {}

    record Key(@JsonKey String name, int number) {
        @JsonCreator
        Key(String name) {
            this(name, 0);
        }
    }

    record Keyed(Map<Key, String> a) {}

    record Managed(String a, @JsonManagedReference List<Item> b) {}

    record Merged(@JsonMerge Item a, @JsonMerge List<String> b) {}

    record Named(@JsonProperty("first name") String a, @JsonProperty(access = JsonProperty.Access.READ_ONLY) String b,
            @JsonProperty(index = 0) int c, @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) int d) {}

    record Required(@JsonProperty(required = true) String a, @JsonProperty(defaultValue = "d") String b) {}

    record DescribedProperty(@JsonPropertyDescription("described") String a) {}

    @JsonPropertyOrder({"c", "a"})
    record Ordered(String a, String b, String c) {}

    record Raw(@JsonRawValue String a) {}

    @JsonRootName("root")
    record Rooted(String a) {}

    interface Base {
        String getX();
    }

    record Sub(String getX, String y) implements Base {}

    record WrittenAs(@JsonSerializeAs(Base.class) Sub a) {}

    record Nulled(@JsonSetter(nulls = Nulls.AS_EMPTY) String a, @JsonSetter(nulls = Nulls.FAIL) String b,
            @JsonSetter(contentNulls = Nulls.SKIP) List<String> c, @JsonSetter(nulls = Nulls.SKIP) Integer d) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({@JsonSubTypes.Type(value = Circle.class, name = "circle"), @JsonSubTypes.Type(Square.class)})
    sealed interface Shape permits Circle, Square {}

    record Circle(double r) implements Shape {}

    @JsonTypeName("square")
    record Square(int side) implements Shape {}

    record AroundShape(Shape a, List<Shape> b) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    record TypeId(@JsonTypeId String type, String a) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
    record Typed(int a) {}

    record AroundTyped(Typed a,
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, include = JsonTypeInfo.As.WRAPPER_ARRAY) Typed b) {}

    record External(String a,
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXTERNAL_PROPERTY, property = "a") Shape b) {}

    record ExternalOnly(
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXTERNAL_PROPERTY, property = "kind") Shape b,
            String c) {}

    record Unwrapped(int id, @JsonUnwrapped Item item, @JsonUnwrapped(prefix = "p_") Item other) {}

    record Valued(@JsonValue String a) {}

    record AroundValued(Valued a, List<Valued> b) {}

    record Viewed(@JsonView(Public.class) String a, @JsonView(Internal.class) String b, String c) {}

    @EnumNaming(EnumNamingStrategies.LowerCamelCaseStrategy.class)
    enum Styled {
        FIRST_ONE, SECOND_ONE
    }

    record EnumNamed(Styled a, Map<Styled, Integer> b) {}

    @JacksonStdImpl
    static final class Shouting extends StdSerializer<String> {
        Shouting() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(value + "!");
        }
    }

    @JacksonStdImpl
    static final class Doubling extends StdDeserializer<String> {
        Doubling() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            return parser.getString() + parser.getString();
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return "nothing";
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return "absent";
        }
    }

    record Custom(@JsonSerialize(using = Shouting.class) @JsonDeserialize(using = Doubling.class) String a,
            @JsonDeserialize(using = Doubling.class) @JsonSerialize(nullsUsing = Nothing.class) String b) {}

    static final class Nothing extends StdSerializer<Object> {
        Nothing() {
            super(Object.class);
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            generator.writeString("nothing");
        }
    }

    @JsonAppend(attrs = @JsonAppend.Attr("version"))
    record Appended(String a) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Snake(String firstName, int secondName) {}

    @JsonDeserialize(builder = Builder.class)
    record Built(String text) {}

    @JsonPOJOBuilder(withPrefix = "set", buildMethodName = "make")
    static final class Builder {
        private String text = "default";

        public Builder setText(String text) {
            this.text = text;
            return this;
        }

        public Built make() {
            return new Built(text);
        }
    }

    record Written(@JsonSerialize(using = ToStringSerializer.class) Long a,
            @JsonSerialize(typing = JsonSerialize.Typing.STATIC) Object b, @JsonSerialize(as = Object.class) Object c,
            @JsonSerialize(contentUsing = ToStringSerializer.class) List<Long> d) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "t")
    @JsonTypeIdResolver(Ids.class)
    interface Resolvable {}

    record Resolved(String x) implements Resolvable {}

    record AroundResolved(Resolvable a) {}

    static final class Ids extends TypeIdResolverBase {
        @Override
        public String idFromValue(DatabindContext context, Object value) {
            return "r";
        }

        @Override
        public String idFromValueAndType(DatabindContext context, Object value, Class<?> type) {
            return "r";
        }

        @Override
        public JavaType typeFromId(DatabindContext context, String id) {
            return context.constructType(Resolved.class);
        }

        @Override
        public JsonTypeInfo.Id getMechanism() {
            return JsonTypeInfo.Id.CUSTOM;
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS)
    @JsonTypeResolver(Resolver.class)
    interface TypeResolvable {}

    record TypeResolved(String x) implements TypeResolvable {}

    record AroundTypeResolved(TypeResolvable a) {}

    static final class Resolver extends StdTypeResolverBuilder {}

    @JsonValueInstantiator(Instantiator.class)
    record Instantiated(String a) {}

    static final class Instantiator extends ValueInstantiator.Base {
        Instantiator() {
            super(Instantiated.class);
        }

        @Override
        public boolean canCreateUsingDefault() {
            return true;
        }

        @Override
        public Object createUsingDefault(DeserializationContext context) {
            return new Instantiated("made");
        }
    }

    record AnyByLevel(int a, @JsonAnySetter Map<Level, String> others) {}

    /** Databind stores strings in the map, regardless of the type of its keys. */
    @Test
    void anySetterForAMapWithOtherKeysIsRejected() {
        JsonMapper mapper = JsonMapper.builder().build();
        Map<?, String> others = mapper.readValue("{\"a\":1,\"LOW\":\"x\"}", AnyByLevel.class).others();
        assertThat(others.keySet().iterator().next()).isEqualTo("LOW");
        try (Arena arena = Arena.create()) {
            assertThatThrownBy(() -> ArenaJson.of(mapper).readRecord(
                    JsonInput.of("{\"a\":1,\"LOW\":\"x\"}".getBytes(StandardCharsets.UTF_8)), AnyByLevel.class,
                    arena)).isInstanceOf(JsonDecodingException.class).hasMessageContaining("do not fit AnyByLevel");
        }
    }
}
