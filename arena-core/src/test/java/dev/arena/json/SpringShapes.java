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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.OptBoolean;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.annotation.JsonPOJOBuilder;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.util.StdConverter;

/**
 * Typical request and response types of Spring applications: shops, banks, bookings, pages, links, problems, maps, events and
 * trees, with many features of Jackson. {@code spring-shapes.txt} contains their documents: a type, a tab, and a document in
 * each line.
 */
@NullUnmarked
@SuppressWarnings({"unused", "ArrayRecordComponent", "JavaUtilDate", "ImmutableEnumChecker"}) // used by reflection
final class SpringShapes {
    private SpringShapes() {}

    enum K {
        ALPHA, BETA, GAMMA
    }

    enum Body {
        PLUS("+") {
            @Override
            int x() {
                return 1;
            }
        },
        MINUS("-") {
            @Override
            int x() {
                return 2;
            }
        };
        final String sign;
        Body(String s) {
            sign = s;
        }
        abstract int x();
        @JsonValue
        public String sign() {
            return sign;
        }
    }

    enum Coded {
        A(10), B(20);
        final int code;
        Coded(int c) {
            code = c;
        }
        @JsonValue
        public int code() {
            return code;
        }
        @JsonCreator
        static Coded of(int c) {
            return c == 10 ? A : c == 20 ? B : null;
        }
    }

    enum CreatedE {
        ONE, TWO;
        @JsonCreator
        static CreatedE of(String s) {
            return valueOf(s.toUpperCase(Locale.ROOT));
        }
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @JsonFormat(shape = JsonFormat.Shape.OBJECT)
    enum Obj {
        X("ex"), Y("why");
        public final String label;
        Obj(String l) {
            label = l;
        }
    }
    @JsonFormat(shape = JsonFormat.Shape.NUMBER)
    enum Num {
        ZERO, ONE
    }

    enum Props {
        @JsonProperty("first-one")
        FIRST, @JsonAlias({"2nd", "zweite"})
        SECOND, @JsonEnumDefaultValue
        UNKNOWN
    }

    record Money(BigDecimal amount, Currency currency) {}

    record Address(String line1, String line2, String city, String zip, Locale locale) {}

    record LineItem(UUID productId, String sku, int quantity, Money unitPrice, Set<String> tags,
            Map<String, String> options) {}

    record Order(UUID id, Instant createdAt, K status, List<LineItem> items, Address shipTo, Optional<String> note,
            Map<String, Object> attributes, OffsetDateTime deliveredAt, boolean paid, Boolean gift) {}

    record Cart(long id, Map<K, List<LineItem>> byKind, Map<LocalDate, BigDecimal> totals,
            Map<UUID, Map<String, Integer>> stock) {}

    record Iban(@JsonValue String value) {
        @JsonCreator
        Iban {
            if (value != null && value.length() < 4) {
                throw new IllegalArgumentException("iban");
            }
        }
    }

    record Transfer(Iban from, Iban to, BigDecimal amount, LocalDate valueDate, BigInteger reference, char channel,
            short priority, byte flags, float fee) {}

    record Statement(Iban iban, YearMonth month, List<Transfer> transfers, Map<Iban, BigDecimal> sums) {}

    record Account(long id, @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal balance,
            @JsonFormat(shape = JsonFormat.Shape.STRING) long big,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant at) {}

    record Range(LocalDate from, LocalDate to) {
        Range {
            if (from != null && to != null && to.isBefore(from)) {
                throw new IllegalArgumentException("to before from");
            }
        }
        public long nights() {
            return from == null || to == null ? 0 : to.toEpochDay() - from.toEpochDay();
        }
        @JsonIgnore
        public boolean isShort() {
            return nights() < 3;
        }
        public int getYear() {
            return from == null ? 0 : from.getYear();
        }
    }

    record Booking(String id, Range stay, List<Range> others, Duration checkIn, Period cancel, LocalTime at,
            DayOfWeek day, Month month, MonthDay holiday, ZoneId zone, ZoneOffset offset, Year year, ZonedDateTime z,
            OffsetTime ot) {}

    record Sort(boolean sorted, boolean unsorted, boolean empty) {}

    record Pageable(int pageNumber, int pageSize, Sort sort, long offset, boolean paged, boolean unpaged) {}

    record Page<T>(List<T> content, Pageable pageable, boolean last, int totalPages, long totalElements, int size,
            int number, Sort sort, boolean first, int numberOfElements, boolean empty) {}

    record Result<T>(int code, String msg, T data) {
        static <T> Result<T> ok(T d) {
            return new Result<>(0, "ok", d);
        }
        @JsonIgnore
        public boolean isOk() {
            return code == 0;
        }
    }

    record Link(URI href, Boolean templated) {}

    record Model<T>(@JsonUnwrapped T content, @JsonProperty("_links") Map<String, Link> links,
            @JsonProperty("_embedded") @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, List<T>> embedded) {}

    record Hal(@JsonProperty("_links") @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, List<Link>> links,
            String name) {}

    record Problem(URI type, String title, Integer status, String detail, URI instance,
            @JsonAnySetter @JsonAnyGetter Map<String, Object> properties) {}

    record FieldErr(String field, Object rejectedValue, List<String> codes) {}

    record Errors(Instant timestamp, int status, String error, String path, List<FieldErr> errors) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Token(String accessToken, String tokenType, long expiresIn, String refreshToken,
            @JsonProperty("scope") String scopes, Set<K> grantedAuthorities) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({@JsonSubTypes.Type(value = GPoint.class, name = "Point"),
            @JsonSubTypes.Type(value = GLine.class, name = "LineString"),
            @JsonSubTypes.Type(value = GPoly.class, name = "Polygon"),
            @JsonSubTypes.Type(value = GColl.class, name = "GeometryCollection")})
    sealed interface Geometry permits GPoint, GLine, GPoly, GColl {}

    record GPoint(double[] coordinates) implements Geometry {}

    record GLine(List<double[]> coordinates) implements Geometry {}

    record GPoly(double[][][] coordinates) implements Geometry {}

    record GColl(List<Geometry> geometries) implements Geometry {}

    record Feature(String type, String id, Geometry geometry, Map<String, Object> properties, double[] bbox) {}

    record FeatureCollection(String type, List<Feature> features) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Cat.class), @JsonSubTypes.Type(Dog.class)})
    interface Animal {}

    record Cat(String name, int lives) implements Animal {}

    record Dog(String name, boolean barks) implements Animal {}

    record Zoo(Animal star, List<Animal> all, Map<String, Animal> named, Optional<Animal> maybe) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "kind", visible = true)
    @JsonSubTypes({@JsonSubTypes.Type(value = Card.class, name = "card"),
            @JsonSubTypes.Type(value = Cash.class, name = "cash")})
    interface Pay {
        String kind();
    }

    record Card(@JsonProperty("kind") String kind, String number) implements Pay {}

    record Cash(@JsonProperty("kind") String kind, BigDecimal given) implements Pay {}

    record Payment(Pay pay, Pay[] split) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
    @JsonSubTypes({@JsonSubTypes.Type(value = Created.class, name = "created"),
            @JsonSubTypes.Type(value = Deleted.class, name = "deleted")})
    sealed interface Event permits Created, Deleted {}

    record Created(UUID id, Instant at) implements Event {}

    record Deleted(UUID id) implements Event {}

    record Events(List<Event> events, Event last) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = GenericMsg.class)
    @JsonSubTypes(@JsonSubTypes.Type(value = TextMsg.class, name = "text"))
    interface Msg {}
    record TextMsg(String text) implements Msg {}

    record GenericMsg(Map<String, Object> raw) implements Msg {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        GenericMsg {}
        @Override
        @JsonValue
        public Map<String, Object> raw() {
            return raw;
        }
    }

    record Inbox(List<Msg> messages) {}

    record Ext(String kind,
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXTERNAL_PROPERTY, property = "kind") @JsonSubTypes({
                    @JsonSubTypes.Type(value = ExA.class, name = "a"),
                    @JsonSubTypes.Type(value = ExB.class, name = "b")}) Object payload) {}

    record ExA(int a) {}
    record ExB(String b) {}

    record Audit(String actor, Instant at, Map<String, Object> before, Map<String, Object> after, Object detail,
            JsonNode raw, List<Object> trail, Map<String, List<Map<String, Object>>> deep) {}

    record Enums(Body b, Coded c, CreatedE e, Obj o, Num n, Props p, List<Body> bs, Map<Body, Integer> bm,
            Map<Coded, String> cm, Set<Num> ns, Map<Props, K> pm) {}

    record Tree(String n, List<Tree> children) {}

    record Linked(int v, Linked next) {}

    record MapTree(String n, Map<String, MapTree> kids) {}

    record OptTree(int v, Optional<OptTree> left, Optional<OptTree> right) {}

    record ArrTree(int v, ArrTree[] kids) {}

    record GenTree<T>(T v, List<GenTree<T>> kids) {}

    record Opts(Optional<List<String>> ol, List<Optional<String>> lo, Optional<Integer> oi, OptionalInt i,
            OptionalLong l, OptionalDouble d, Map<String, Optional<LocalDate>> mo, Optional<Optional<String>> oo,
            Optional<Map<String, Integer>> om, Optional<K> ok) {}

    record Prims(boolean z, byte b, short s, char c, int i, long l, float f, double d) {}

    record Boxed(Boolean z, Byte b, Short s, Character c, Integer i, Long l, Float f, Double d, Number n, BigDecimal bd,
            BigInteger bi) {}

    record Both(String a, int b) {
        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        Both {}
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Both of(String s) {
            return new Both(s, s.length());
        }
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Both of(int s) {
            return new Both("n", s);
        }
    }

    record Compact(String a, List<String> xs, Integer n) {
        Compact {
            a = a == null ? "none" : a.strip();
            xs = xs == null ? List.of() : List.copyOf(xs);
            if (n != null && n < 0) {
                throw new IllegalStateException("n");
            }
        }
    }

    record Env<T, E extends Enum<E>>(T data, E kind, Map<E, T> by, T[] arr) {}

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    record NonDef(int a, String b, Boolean c, List<String> d, double e, Optional<String> f, LocalDate g, BigDecimal h,
            K k, int[] arr, Map<String, Integer> m) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record NonEmp(String a, List<String> b, Map<String, String> c, int[] d, Optional<String> e, Set<Integer> s,
            Address addr, int i, BigDecimal bd, byte[] by, K k) {}
    record Content(@JsonInclude(content = JsonInclude.Include.NON_NULL) Map<String, String> a,
            @JsonInclude(value = JsonInclude.Include.NON_EMPTY, content = JsonInclude.Include.NON_EMPTY) Map<String, List<String>> b,
            @JsonInclude(content = JsonInclude.Include.NON_NULL) List<String> l) {}

    record Setters(@JsonSetter(nulls = Nulls.AS_EMPTY) List<String> a, @JsonSetter(nulls = Nulls.SKIP) String b,
            @JsonSetter(nulls = Nulls.FAIL) Integer c, @JsonSetter(contentNulls = Nulls.AS_EMPTY) List<String> d,
            @JsonSetter(contentNulls = Nulls.FAIL) Map<String, Integer> e,
            @JsonSetter(contentNulls = Nulls.SKIP) Map<String, String> f,
            @JsonSetter(nulls = Nulls.AS_EMPTY, contentNulls = Nulls.SKIP) Set<String> g,
            @JsonSetter(nulls = Nulls.AS_EMPTY) Optional<String> h, @JsonSetter(nulls = Nulls.SKIP) int prim) {}

    record AnyG(String id, @JsonAnyGetter @JsonAnySetter Map<String, Object> rest) {}

    record Formats(@JsonFormat(pattern = "dd/MM/yyyy") LocalDate a,
            @JsonFormat(pattern = "yyyy-MM-dd HH:mm:ss") LocalDateTime b,
            @JsonFormat(pattern = "yyyy-MM-dd'T'HH:mm:ssXXX", timezone = "Europe/Berlin") Date c,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER_INT) Date d,
            @JsonFormat(pattern = "yyyyMMddHHmmss", timezone = "UTC") Instant e,
            @JsonFormat(shape = JsonFormat.Shape.ARRAY) LocalDate f, @JsonFormat(pattern = "HH:mm") LocalTime g,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Duration h, @JsonFormat(pattern = "MM.yyyy") YearMonth i,
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> j,
            @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED) List<Integer> k,
            @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES) Map<String, Integer> l,
            @JsonFormat(pattern = "#,##0.00") BigDecimal m, @JsonFormat(shape = JsonFormat.Shape.STRING) Boolean n,
            @JsonFormat(shape = JsonFormat.Shape.STRING) K o,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) ZonedDateTime p,
            @JsonFormat(pattern = "dd/MM/yyyy") List<LocalDate> q,
            @JsonFormat(pattern = "dd/MM/yyyy") Map<String, LocalDate> r,
            @JsonFormat(pattern = "dd/MM/yyyy") Optional<LocalDate> s,
            @JsonFormat(shape = JsonFormat.Shape.STRING) int[] t,
            @JsonFormat(without = JsonFormat.Feature.WRITE_DATES_WITH_ZONE_ID) ZonedDateTime u,
            @JsonFormat(lenient = OptBoolean.FALSE) LocalDate v,
            @JsonFormat(shape = JsonFormat.Shape.OBJECT) Map<String, Integer> w,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Optional<Integer> x,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Set<K> y) {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record ArrShape(int x, int y, List<ArrShape> more) {}
    record ArrShapes(ArrShape a, List<ArrShape> b, @JsonFormat(shape = JsonFormat.Shape.OBJECT) ArrShape c,
            @JsonFormat(shape = JsonFormat.Shape.ARRAY) Prims d) {}

    record Keywords(@JsonProperty("class") String klass, @JsonProperty("a.b") int dot, @JsonProperty("") int empty,
            @JsonProperty("ü\"\\/\n") int weird, @JsonProperty("😀") int emoji,
            @JsonProperty("a very long name that is longer than sixteen bytes and more than thirty-two") int longName) {}

    record IsGet(boolean isActive, String getName, boolean hasMore, int setX, boolean is, String get) {}

    record NumKeys(Map<Integer, String> a, Map<Long, Integer> b, Map<Double, String> c, Map<BigDecimal, String> d,
            Map<LocalDateTime, Integer> e, Map<Instant, Integer> f, Map<Boolean, Integer> g, Map<Character, Integer> h,
            Map<URI, Integer> i, Map<Locale, Integer> j, Map<Object, Integer> k, Map<Year, Integer> l,
            Map<ZoneId, Integer> m, Map<Class<?>, Integer> n, Map<K, Map<K, Integer>> o, Map<Short, Integer> p,
            Map<Currency, Integer> q, Map<byte[], Integer> r) {}

    record Deep(Result<List<Page<Order>>> r, Result<Map<String, Result<Optional<Money>>>> s) {}

    record Wide(int a0, int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int b0, int b1, int b2,
            int b3, int b4, int b5, int b6, int b7, int b8, int b9, int c0, int c1, int c2, int c3, int c4, int c5,
            int c6, int c7, int c8, int c9, int d0, int d1, int d2, int d3, int d4, int d5, int d6, int d7, int d8,
            int d9, int e0, int e1, int e2, int e3, int e4, int e5, int e6, int e7, int e8, int e9, String f0,
            String f1, String f2, String f3, String f4, String f5, String f6, String f7, String f8, String f9,
            Integer g0, Long g1, K g2, BigDecimal g3, List<String> g4, Money g5, LocalDate g6) {}

    /** Has a constructor that sorts a map, limits a number and sets defaults. */
    record Search(String text, Integer size, List<String> sort, Map<String, String> filter) {
        Search {
            size = size == null || size <= 0 ? 20 : Math.min(size, 100);
            sort = sort == null ? List.of("id") : List.copyOf(sort);
            filter = filter == null ? Map.of() : new TreeMap<>(filter);
        }
    }

    /** Stores unknown members, beside an array that may be a single value, and JSON of any kind. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Chat(String model, List<Turn> messages, @JsonProperty("max_tokens") Integer max,
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> stop, Object choice,
            @JsonAnySetter Map<String, Object> other) {
        Chat {
            other = other == null ? Map.of() : other;
        }
    }

    record Turn(Role role, JsonNode content, @JsonProperty("tool_calls") List<Map<String, Object>> calls) {}

    enum Role {
        @JsonProperty("system")
        SYSTEM, @JsonProperty("user")
        USER
    }

    /** Hides members of components, elements and entries. */
    record Hiding(@JsonIgnoreProperties("x") List<Point> list, @JsonIncludeProperties("y") Map<String, Point> map,
            @JsonIgnoreProperties(value = "x", allowSetters = true) Point point,
            @JsonIgnoreProperties("secret") Map<String, Integer> entries,
            @JsonIgnoreProperties("password") Map<String, User> users) {}

    record Point(Integer x, Integer y) {}

    /** Has a superclass, defaults, a list without a setter, and getters without setters. */
    static class Entity {
        public Long id;
        public Instant createdAt;
    }

    static final class User extends Entity {
        private final List<String> roles = new ArrayList<>(List.of("USER"));
        private String name = "none";

        public String getName() {
            return name;
        }

        public User setName(String name) {
            this.name = name;
            return this;
        }

        public List<String> getRoles() {
            return roles;
        }

        public String getLabel() {
            return name + "#" + id;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof User it && Objects.equals(id, it.id) && Objects.equals(createdAt, it.createdAt)
                    && Objects.equals(name, it.name) && roles.equals(it.roles);
        }

        @Override
        public int hashCode() {
            return Objects.hash(id, name);
        }
    }

    record Team(User lead, List<User> members, Map<String, User> byRole, User[] array, Optional<User> deputy,
            Set<User> set) {}

    @JsonDeserialize(builder = PlaceBuilder.class)
    record Place(double lat, double lng, String label) {}

    @JsonPOJOBuilder(withPrefix = "with")
    static final class PlaceBuilder {
        private double lat;
        private double lng;
        private String label = "?";

        PlaceBuilder withLat(double lat) {
            this.lat = lat;
            return this;
        }

        PlaceBuilder withLng(double lng) {
            this.lng = lng;
            return this;
        }

        @JsonProperty("label")
        PlaceBuilder withLabel(String label) {
            this.label = label;
            return this;
        }

        Place build() {
            return new Place(lat, lng, label);
        }
    }

    record Route(Place from, List<Place> via, Map<String, Place> named) {}

    static final class Upper extends StdConverter<String, String> {
        @Override
        public String convert(String value) {
            return value == null ? null : value.toUpperCase(Locale.ROOT);
        }
    }

    record Converted(@JsonDeserialize(converter = Upper.class) String read,
            @JsonSerialize(converter = Upper.class) String written,
            @JsonDeserialize(contentConverter = Upper.class) List<String> list,
            @JsonSerialize(contentConverter = Upper.class) Map<String, String> map) {}

    /** Has annotated components with type variables. */
    record Envelope<T, L>(
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type") @JsonSubTypes({
                    @JsonSubTypes.Type(value = GPoint.class, name = "Point"),
                    @JsonSubTypes.Type(value = GLine.class, name = "LineString")}) T payload,
            @JsonSetter(contentNulls = Nulls.SKIP) L list, @JsonFormat(pattern = "dd.MM.yyyy") L other) {}
}
