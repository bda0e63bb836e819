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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Currency;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonMerge;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonRootName;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonView;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.NullUnmarked;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;

/** Types of public web APIs, and their documents. */
@NullUnmarked
@SuppressWarnings({"unused", "ArrayRecordComponent", "JavaUtilDate", "ImmutableEnumChecker", "EnumOrdinal"}) // used by reflection
final class WebApiShapes {
    // PetClinic
    record Pet(Integer id, String name, @JsonFormat(pattern = "yyyy/MM/dd") LocalDate birthDate, PetType type,
            Set<Visit> visits) {}

    record PetType(Integer id, String name) {}

    record Visit(Integer id, @JsonFormat(pattern = "yyyy-MM-dd") LocalDate date, String description) {}

    record Owner(Integer id, @JsonProperty("first_name") String firstName, String lastName, List<Pet> pets) {}

    // JHipster
    enum Priority {
        LOW, MEDIUM, HIGH;
        @com.fasterxml.jackson.annotation.JsonValue
        public String key() {
            return "prio-" + ordinal();
        }
        @JsonCreator
        static Priority of(String s) {
            return Arrays.stream(values()).filter(p -> p.key().equals(s)).findFirst().orElse(null);
        }
    }

    record AdminUser(Long id, String login, boolean activated, Set<String> authorities, Instant createdDate,
            @JsonIgnore String password, Priority priority) {}

    // RealWorld
    @JsonRootName("article")
    record Article(String slug, String title, @JsonProperty("tagList") List<String> tags, OffsetDateTime createdAt,
            boolean favorited, int favoritesCount, Profile author) {}

    record Profile(String username, Optional<String> bio, Optional<URI> image,
            @JsonProperty("following") boolean isFollowing) {}

    record MultipleArticles(List<Article> articles,
            @JsonProperty(access = JsonProperty.Access.READ_ONLY) int articlesCount) {}

    // Modulith / e-commerce
    record Money(BigDecimal amount, Currency currency) {}

    record OrderLine(UUID productId, int quantity, Money price,
            @JsonInclude(JsonInclude.Include.NON_NULL) String note) {}

    record PlaceOrder(@JsonProperty(required = true) UUID id, List<OrderLine> lines, Map<String, Money> fees,
            @JsonAlias({"ship_to", "shipTo"}) Address address, Status status) {}

    record Address(String street, @JsonProperty("zip") String postalCode, Locale country) {}

    enum Status {
        @JsonProperty("pending")
        PENDING, @JsonProperty("paid")
        @JsonAlias({"PAID", "done"})
        PAID, @JsonEnumDefaultValue
        UNKNOWN
    }

    // FHIR-like
    record Coding(String system, String code, String display) {}

    record CodeableConcept(List<Coding> coding, String text) {}

    record Reference(String reference, String display) {}

    record Quantity(BigDecimal value, String unit) {}

    record Observation(String resourceType, String id, CodeableConcept code, Reference subject,
            OffsetDateTime effectiveDateTime, Quantity valueQuantity, Boolean valueBoolean,
            List<Observation.Component> component, JsonNode extension) {
        record Component(CodeableConcept code, Quantity valueQuantity) {}
    }

    record Bundle(String resourceType, int total, List<Entry> entry) {
        record Entry(String fullUrl,
                @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "resourceType", visible = true) @JsonSubTypes({
                        @JsonSubTypes.Type(value = Observation.class, name = "Observation"),
                        @JsonSubTypes.Type(value = Patient.class, name = "Patient")}) Object resource) {}
    }

    record Patient(String resourceType, String id, List<HumanName> name, LocalDate birthDate) {
        record HumanName(String family, List<String> given) {}
    }

    // GitHub
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record PushEvent(String ref, String before, boolean forced, Repository repository, Sender pusher,
            List<Commit> commits, Commit headCommit) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Repository(long id, String fullName, @JsonProperty("private") boolean isPrivate, String defaultBranch,
            Instant createdAt) {}

    record Sender(String name, String email) {}

    record Commit(String id, String message, ZonedDateTime timestamp, List<String> added, List<String> removed,
            Sender author) {}

    // Stripe-like
    record StripeEvent(String id, String object, @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant created,
            boolean livemode, String type, Data data, @JsonProperty("api_version") String apiVersion) {
        record Data(ObjectNode object, @JsonProperty("previous_attributes") Map<String, Object> previous) {}
    }

    // OAuth
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TokenResponse(String accessToken, String tokenType, long expiresIn, String refreshToken,
            @JsonDeserialize(using = ScopeReader.class) @JsonSerialize(using = ScopeWriter.class) Set<String> scope) {}

    static final class ScopeReader extends StdDeserializer<Set<String>> {
        ScopeReader() {
            super(Set.class);
        }

        @Override
        public Set<String> deserialize(JsonParser p, DeserializationContext c) {
            return new TreeSet<>(List.of(p.getString().split(" ")));
        }
    }

    static final class ScopeWriter extends StdSerializer<Set<String>> {
        ScopeWriter() {
            super(Set.class);
        }

        @Override
        public void serialize(Set<String> v, JsonGenerator g, SerializationContext c) {
            g.writeString(String.join(" ", v));
        }
    }

    // Kubernetes
    record ObjectMeta(String name, String namespace, Map<String, String> labels, Map<String, String> annotations,
            OffsetDateTime creationTimestamp, Long generation) {}

    record Pod(String apiVersion, String kind, ObjectMeta metadata, PodSpec spec) {}

    record PodSpec(List<Container> containers, String restartPolicy, Map<String, JsonNode> nodeSelector) {}

    record Container(String name, String image, List<String> args, List<EnvVar> env, Resources resources,
            List<Port> ports) {}

    record EnvVar(String name, String value, JsonNode valueFrom) {}

    record Resources(Map<String, Object> limits, Map<String, Object> requests) {}

    record Port(int containerPort, @JsonProperty(defaultValue = "TCP") String protocol) {}

    // GeoJSON
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({@JsonSubTypes.Type(value = Point.class, name = "Point"),
            @JsonSubTypes.Type(value = LineString.class, name = "LineString"),
            @JsonSubTypes.Type(value = Polygon.class, name = "Polygon"),
            @JsonSubTypes.Type(value = GeometryCollection.class, name = "GeometryCollection")})
    sealed interface Geometry permits Point, LineString, Polygon, GeometryCollection {}

    record Point(List<Double> coordinates) implements Geometry {}

    record LineString(List<List<Double>> coordinates) implements Geometry {}

    record Polygon(List<List<double[]>> coordinates) implements Geometry {}

    record GeometryCollection(List<Geometry> geometries) implements Geometry {}

    record Feature(@JsonProperty("type") String type, Geometry geometry, Map<String, Object> properties, Object id) {}

    record FeatureCollection(String type, List<Feature> features, double[] bbox) {}

    // HATEOAS/pages
    record Link(String href, Boolean templated) {}

    record PagedModel<T>(@JsonProperty("_embedded") Map<String, List<T>> embedded,
            @JsonProperty("_links") Map<String, Link> links, PageMetadata page) {}

    record PageMetadata(long size, @JsonProperty("totalElements") long total, long totalPages, long number) {}

    record PetPage(@JsonUnwrapped PagedModel<Pet> page, String extra) {}

    record PetsOf(PagedModel<Pet> pets) {}

    // Misc: factories, delegating, single value wrappers, numbers
    record Email(@com.fasterxml.jackson.annotation.JsonValue String value) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        Email {
            if (!value.contains("@"))
                throw new IllegalArgumentException("no mail");
        }
    }

    record UserId(@com.fasterxml.jackson.annotation.JsonValue long value) {}

    record Account(UserId id, Email email, List<Email> others, Map<UserId, String> names, Duration timeout,
            Period trial, YearMonth expires, ZoneId zone) {}

    record Numbers(float f, double d, BigDecimal bd, BigInteger bi, short s, byte b, Number n, Object o) {}

    record Times(@JsonFormat(shape = JsonFormat.Shape.NUMBER) LocalDate d,
            @JsonFormat(pattern = "dd.MM.yyyy HH:mm") LocalDateTime dt,
            @JsonFormat(timezone = "Europe/Berlin", pattern = "yyyy-MM-dd'T'HH:mm:ssXXX") ZonedDateTime z,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Long asText,
            @JsonFormat(pattern = "yyyy-MM-dd HH:mm:ss", timezone = "GMT+8") Date date,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Status ordinal,
            @JsonFormat(without = JsonFormat.Feature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE) OffsetDateTime o,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER_INT) Instant i, List<LocalDate> list,
            @JsonFormat(pattern = "yyyyMMdd") List<LocalDate> formatted,
            @JsonFormat(pattern = "HHmm") Optional<LocalTime> time) {}

    interface Views {
        interface Public {}
        interface Admin extends Public {}
    }

    record Viewed(@JsonView(Views.Public.class) int id, @JsonView(Views.Admin.class) String secret, List<Inner> inner,
            @JsonView(Views.Public.class) Map<String, Inner> map, Optional<Inner> opt) {
        record Inner(@JsonView(Views.Public.class) String a, @JsonView(Views.Admin.class) Integer b, String c) {}
    }

    record Self(String name, Self parent, List<Self> children, Map<String, Self> named) {}

    record WithStatics(int a) {
        static int counter;
        @JsonProperty("b")
        int twice() {
            return 2 * a;
        }
        @JsonIgnore
        boolean isBig() {
            return a > 5;
        }
        public boolean isSmall() {
            return a < 5;
        }
    }

    record Raw(@JsonRawValue String json, int a) {}

    record Renamed(@JsonProperty("is_active") boolean isActive, @JsonProperty(index = 0) String URL, String aName,
            String eTag, boolean is, int getX) {}

    record Merge(@JsonMerge Map<String, String> m, @JsonMerge List<String> l,
            @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> e, @JsonSetter(nulls = Nulls.FAIL) String f) {}

    record EnumsX(Status s, List<Status> l, Map<Status, Integer> m, EnumSet<Status> set, Priority p,
            Map<Priority, String> pm, Optional<Status> o) {}

    record Nest3(List<Map<String, List<Optional<Money>>>> deep, Map<String, Map<String, Set<UUID>>> m,
            List<List<List<Integer>>> cube, Map<String, Object[]> objs, List<Map.Entry<String, Integer>> entries) {}

    record Chars(char c, char[] cs, CharSequence seq, byte[] bytes, boolean[] bools, long[][] grid) {}

    record Ext(String kind, @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION) @JsonSubTypes({
            @JsonSubTypes.Type(Card.class), @JsonSubTypes.Type(Iban.class)}) Payment payment, List<Payment> all) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
    @JsonSubTypes({@JsonSubTypes.Type(Card.class), @JsonSubTypes.Type(Iban.class)})
    interface Payment {}

    record Card(String number, int cvc) implements Payment {}

    record Iban(String iban) implements Payment {}

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"x", "y"})
    record Tuple(double x, double y) {}

    record Path(List<Tuple> points, Tuple start, Map<String, Tuple> named) {}

    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    record Defaults(int a, Integer b, String s, List<String> l, boolean f, Money m) {}

    @JsonInclude(value = JsonInclude.Include.NON_EMPTY, content = JsonInclude.Include.NON_NULL)
    record NonEmpty(Map<String, String> m, Optional<String> o, String s, List<Money> l, Money one) {}

    /** Documents of each type. */
    static final Map<Class<?>, List<String>> DOCUMENTS = new LinkedHashMap<>();

    private static void add(Class<?> type, String... documents) {
        DOCUMENTS.put(type, Stream.of(documents).map(it -> it.replace('\'', '"')).toList());
    }

    static {
        add(Owner.class,
                "{'id':1,'first_name':'George','lastName':'F','pets':[{'id':2,'name':'Leo','birthDate':'2010/09/07','type':{'id':1,'name':'cat'},'visits':[{'id':5,'date':'2013-01-01','description':'x'},{'id':6,'date':null,'description':null}]}]}");
        add(AdminUser.class,
                "{'id':1,'login':'admin','activated':true,'authorities':['A','B','A'],'createdDate':'2024-01-01T00:00:00.123456789Z','password':'p','priority':'prio-1'}",
                "{'id':1,'login':'a','activated':true,'createdDate':1704067200.5,'priority':'x'}",
                "{'activated':true,'createdDate':1704067200123}");
        add(MultipleArticles.class,
                "{'articles':[{'slug':'s','title':'t','tagList':['a','b'],'createdAt':'2024-01-01T10:00:00+02:00','favorited':false,'favoritesCount':0,'author':{'username':'u','bio':null,'image':'http://x/y','following':true}}],'articlesCount':5}");
        String price = "{'amount':1.50,'currency':'EUR'}";
        add(PlaceOrder.class,
                "{'id':'123e4567-e89b-12d3-a456-426614174000','lines':[{'productId':'123e4567-e89b-12d3-a456-426614174001','quantity':2,'price':"
                        + price + ",'note':null}],'fees':{'a':" + price
                        + ",'b':{'amount':1E+3,'currency':'USD'}},'ship_to':{'street':'s','zip':'1','country':'de-DE'},'status':'done'}",
                "{'id':'123e4567-e89b-12d3-a456-426614174000','status':'bogus','address':{'country':'de_DE'}}",
                "{'status':1}");
        String obs = "{'resourceType':'Observation','id':'o','code':{'coding':[{'system':'s','code':'c'}],'text':'t'},'subject':{'reference':'Patient/1'},'effectiveDateTime':'2024-01-01T00:00:00Z','valueQuantity':{'value':6.30,'unit':'mmol/l'},'component':[{'code':{'text':'x'},'valueQuantity':{'value':1}}],'extension':[{'url':'u','valueInteger':5}]}";
        add(Observation.class, obs);
        add(Bundle.class, "{'resourceType':'Bundle','total':2,'entry':[{'fullUrl':'u','resource':" + obs
                + "},{'resource':{'resourceType':'Patient','id':'p','name':[{'family':'f','given':['g','h']}],'birthDate':'1970-01-01'}}]}",
                "{'total':1,'entry':[{'resource':{'resourceType':'Bogus'}}]}");
        add(PushEvent.class,
                "{'ref':'r','before':'b','forced':false,'unknown':{'a':[1]},'repository':{'id':5,'full_name':'a/b','private':true,'default_branch':'main','created_at':1700000000},'pusher':{'name':'n','email':null},'commits':[{'id':'c','message':'m','timestamp':'2024-01-01T00:00:00+01:00','added':['x'],'removed':[],'author':{'name':'n','email':'e'}}],'head_commit':null}");
        add(StripeEvent.class,
                "{'id':'evt','object':'event','created':1700000000,'livemode':false,'type':'x','data':{'object':{'amount':100,'nested':{'a':[1,2.50]}},'previous_attributes':{'status':null,'n':1.0}},'api_version':'v'}");
        add(TokenResponse.class, "{'access_token':'a','token_type':'Bearer','expires_in':3600,'scope':'read write'}",
                "{'access_token':'a','expires_in':'3600','refresh_token':null,'scope':null}",
                "{'expires_in':3600,'scope':5}");
        add(Pod.class,
                "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'n','namespace':'d','labels':{'app':'x','tier':null},'annotations':{},'creationTimestamp':'2024-01-01T00:00:00Z','generation':3},'spec':{'containers':[{'name':'c','image':'i','args':['-a',null],'env':[{'name':'E','value':'v'},{'name':'F','valueFrom':{'fieldRef':{'fieldPath':'x'}}}],'resources':{'limits':{'cpu':'500m','memory':1024},'requests':{'cpu':0.5}},'ports':[{'containerPort':80}]}],'restartPolicy':'Always','nodeSelector':{'a':null,'b':'c'}}}");
        add(FeatureCollection.class,
                "{'type':'FeatureCollection','bbox':[1,2.5],'features':[{'type':'Feature','geometry':{'type':'Point','coordinates':[1,2.0]},'properties':{'a':1,'b':null},'id':5},{'type':'Feature','geometry':{'coordinates':[[1,2],[3,4.5]],'type':'LineString'},'properties':null,'id':'x'},{'geometry':{'type':'GeometryCollection','geometries':[{'type':'Polygon','coordinates':[[[0,0],[1,1]]]},{'type':'Point','coordinates':[]}]}},{'geometry':null}]}",
                "{'features':[{'geometry':{'type':'Bogus'}}]}");
        String pet = "{'id':2,'name':'Leo','birthDate':'2010/09/07','type':null,'visits':[]}";
        add(PetsOf.class, "{'pets':{'_embedded':{'pets':[" + pet
                + "]},'_links':{'self':{'href':'h'},'next':{'href':'n','templated':true}},'page':{'size':20,'totalElements':1,'totalPages':1,'number':0}}}");
        add(PetPage.class, "{'_embedded':{'pets':[" + pet
                + "]},'_links':{'self':{'href':'h'}},'page':{'size':20,'totalElements':1,'totalPages':1,'number':0},'extra':'e'}");
        add(Account.class,
                "{'id':5,'email':'a@b','others':['c@d'],'names':{'7':'x'},'timeout':'PT1.5S','trial':'P1M','expires':'2024-05','zone':'Europe/Berlin'}",
                "{'id':5,'email':'ab'}", "{'id':'5','timeout':90,'others':[null,'x']}");
        add(Numbers.class,
                "{'f':1.1,'d':1e400,'bd':1.10,'bi':123456789012345678901234567890,'s':5,'b':200,'n':1.0,'o':12345678901234567890}",
                "{'f':'NaN','d':-0.0,'bd':1e5,'bi':1e3,'s':1,'b':-1,'n':5,'o':1.10}",
                "{'f':0.1,'d':0.1,'bd':0,'bi':0,'s':40000,'b':1,'n':1e2,'o':[1.0]}");
        add(Times.class,
                "{'d':'2024-01-02','dt':'02.01.2024 03:04','z':'2024-01-01T00:00:00+01:00','asText':'5','date':'2024-01-01 00:00:00','ordinal':1,'o':'2024-01-01T00:00:00+05:00','i':1700000000,'list':['2024-01-01'],'formatted':['20240101'],'time':'1230'}",
                "{'d':19000,'dt':null,'asText':5,'date':1700000000000,'ordinal':'paid','i':1700000000.5,'list':[],'time':null}",
                "{'d':[2024,1,2],'i':'2024-01-01T00:00:00Z'}");
        add(Viewed.class,
                "{'id':1,'secret':'s','inner':[{'a':'a','b':1,'c':'c'},null],'map':{'k':{'a':'x','b':2}},'opt':{'a':'y','b':3,'c':'z'}}");
        add(Self.class,
                "{'name':'a','parent':{'name':'p','children':[]},'children':[{'name':'c','named':{'x':{'name':'d'}}}],'named':{'k':null}}");
        add(WithStatics.class, "{'a':4,'b':8,'small':true}");
        add(Raw.class, "{'json':'{}','a':1}", "{'json':null,'a':1}");
        add(Renamed.class, "{'is_active':true,'URL':'u','aName':'a','eTag':'e','is':true,'getX':5}",
                "{'url':'u','aname':'x','etag':'y','is_active':false,'is':false,'getX':1,'x':2}");
        add(Merge.class, "{'m':{'a':'b'},'m':{'c':'d'},'l':['a'],'l':['b'],'e':null,'f':'x'}", "{'f':null}", "{}");
        add(EnumsX.class,
                "{'s':'pending','l':['paid','PAID',null],'m':{'paid':1,'done':2},'set':['paid'],'p':'prio-0','pm':{'prio-2':'x'},'o':'pending'}",
                "{'s':'','l':[''],'m':{'':1}}", "{'s':0,'l':[1],'set':[0,1]}",
                "{'s':'Pending','p':'HIGH','m':{'UNKNOWN':1}}");
        add(Nest3.class, "{'deep':[{'a':[" + price
                + ",null]}],'m':{'a':{'b':['123e4567-e89b-12d3-a456-426614174000']}},'cube':[[[1,2],[]],[]],'objs':{'a':[1,'x',null,{}]},'entries':[{'a':1},{'b':2}]}");
        add(Chars.class, "{'c':'a','cs':'abc','seq':'s','bytes':'AQID','bools':[true,false],'grid':[[1,2],[]]}",
                "{'c':65,'cs':['a','b'],'bytes':[1,2]}", "{'c':'','cs':''}");
        add(Ext.class, "{'kind':'card','payment':{'number':'1','cvc':5},'all':[{'iban':'x'},{'number':'2','cvc':6}]}",
                "{'payment':{'zzz':1}}");
        add(Path.class, "{'points':[[1,2],[3,4.5]],'start':[0,0],'named':{'a':[1,1]}}", "{'points':[{'x':1,'y':2}]}",
                "{'points':[[1]]}");
        add(Defaults.class, "{'a':0,'b':0,'s':'','l':[],'f':false,'m':{'amount':null}}",
                "{'a':1,'b':null,'s':'x','l':['a'],'f':true}");
        add(NonEmpty.class, "{'m':{'a':null,'b':''},'o':'','s':'','l':[],'one':{}}",
                "{'m':{'a':null},'o':null,'l':[null]}");
    }

    private WebApiShapes() {}
}
