using FlowLang.Emit.CSharp.Streams;
using FlowLang.Semantics.Types;
using FlowLang.Streams.Tests.Support;

namespace FlowLang.Streams.Tests.Avro;

/// <summary>What becomes of a record in Avro by its writer's schema: a row, or an error that names the field.</summary>
public sealed class AvroDecoderTests
{
    private static readonly RowType Struct = Decoded.Row(("n", new(IntegerType.Int32)), ("t", new(TextType.Instance, true)));

    private static readonly Lazy<AvroDecoded> Plain = new(() => new(Decoded.Row(
        ("id", new(IntegerType.Int32)), ("fare", new(new DecimalType(10, 2), true)), ("note", new(TextType.Instance, true)))));

    // One field of each type, all nullable: schemas have the ones that a case is about.
    private static readonly Lazy<AvroDecoded> All = new(() => new(Decoded.Row(
        ("b", new(BoolType.Instance, true)), ("i2", new(IntegerType.Int16, true)), ("i8", new(IntegerType.Int64, true)),
        ("f4", new(FloatType.Float32, true)), ("f8", new(FloatType.Float64, true)), ("wide", new(new DecimalType(38, 3), true)),
        ("x", new(BytesType.Instance, true)), ("u", new(UuidType.Instance, true)), ("d", new(DateType.Instance, true)),
        ("t", new(TimeType.Instance, true)), ("dt", new(DateTimeType.Instance, true)), ("at", new(InstantType.Instance, true)),
        ("j", new(JsonType.Instance, true)), ("s", new(Struct, true)), ("xs", new(new ListType(new(IntegerType.Int32)), true)),
        ("m", new(new MapType(new(TextType.Instance)), true)), ("e", new(new EnumType(["cash", "card"]), true)))));

    private static string Schema(params string[] fields) =>
        $$"""{"type":"record","name":"Ride","namespace":"taxi","fields":[{{string.Join(",", fields)}}]}""";

    private static string Field(string name, string type) => $$"""{"name":"{{name}}","type":{{type}}}""";

    [Theory]
    [InlineData("b", "\"boolean\"", "true", "true")]
    [InlineData("i2", "\"int\"", "-32768", "-32768")]
    [InlineData("i8", "\"int\"", "-5", "-5")]
    [InlineData("i8", "\"long\"", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("f4", "\"int\"", "3", "s:3")]
    [InlineData("f4", "\"float\"", "0.1", "s:0.1")]
    [InlineData("f8", "\"long\"", "3", "f:3")]
    [InlineData("f8", "\"float\"", "0.5", "f:0.5")]
    [InlineData("f8", "\"double\"", "0.1", "f:0.1")]
    [InlineData("wide", """{"type":"bytes","logicalType":"decimal","precision":9,"scale":2}""", "\"BNI=\"", "d:12.340")]
    [InlineData("wide", """{"type":"fixed","name":"D","size":4,"logicalType":"decimal","precision":9,"scale":1}""", "\"/////w==\"",
        "d:-0.100")]
    [InlineData("wide", "\"int\"", "7", "d:7.000")]
    [InlineData("wide", "\"string\"", "\"1.5\"", "d:1.500")]
    [InlineData("x", "\"bytes\"", "\"AP8=\"", "x:00ff")]
    [InlineData("x", """{"type":"fixed","name":"F","size":2}""", "\"AP8=\"", "x:00ff")]
    [InlineData("x", "\"string\"", "\"a\"", "x:61")]
    [InlineData("u", """{"type":"string","logicalType":"uuid"}""", "\"00000000-0000-0000-0000-00000000000a\"",
        "u:00000000-0000-0000-0000-00000000000a")]
    [InlineData("u", """{"type":"fixed","name":"U","size":16,"logicalType":"uuid"}""", "\"AAECAwQFBgcICQoLDA0ODw==\"",
        "u:00010203-0405-0607-0809-0a0b0c0d0e0f")]
    [InlineData("d", """{"type":"int","logicalType":"date"}""", "19782", "2024-02-29")]
    [InlineData("d", """{"type":"int","connect.name":"io.debezium.time.Date"}""", "-1", "1969-12-31")]
    [InlineData("t", """{"type":"int","logicalType":"time-millis"}""", "1500", "00:00:01.5")]
    [InlineData("t", """{"type":"long","logicalType":"time-micros"}""", "86399999999", "23:59:59.999999")]
    [InlineData("dt", """{"type":"long","logicalType":"local-timestamp-millis"}""", "1000", "1970-01-01T00:00:01")]
    [InlineData("dt", """{"type":"long","connect.name":"io.debezium.time.MicroTimestamp"}""", "1", "1970-01-01T00:00:00.000001")]
    [InlineData("at", """{"type":"long","logicalType":"timestamp-millis"}""", "-1", "1969-12-31T23:59:59.999Z")]
    [InlineData("at", """{"type":"long","logicalType":"timestamp-nanos"}""", "1999", "1970-01-01T00:00:00.000001Z")]
    [InlineData("at", """{"type":"long","connect.name":"org.apache.kafka.connect.data.Timestamp","logicalType":"timestamp-millis"}""",
        "5", "1970-01-01T00:00:00.005Z")]
    [InlineData("at", "\"string\"", "\"2024-01-31T10:30:59+02:00\"", "2024-01-31T08:30:59Z")]
    [InlineData("j", "\"string\"", "\"{\\\"a\\\":1}\"", "j:{\"a\":1}")]
    [InlineData("s", """{"type":"record","name":"S","fields":[{"name":"t","type":["string","null"]},{"name":"n","type":"int"}]}""",
        """{"t":null,"n":4}""", "( 4 null )")]
    [InlineData("xs", """{"type":"array","items":["null","int"]}""", "[1,null,3]", "[3: 1 null 3 ]")]
    [InlineData("xs", """{"type":"array","items":"int"}""", "[]", "[0: ]")]
    [InlineData("m", """{"type":"map","values":"string"}""", """{"k":"v"}""", "{1: \"k\" \"v\" }")]
    [InlineData("e", """{"type":"enum","name":"E","symbols":["card","cash","other"]}""", "\"cash\"", "\"cash\"")]
    [InlineData("e", "\"string\"", "\"card\"", "\"card\"")]
    [InlineData("i8", """["null","long"]""", "null", "null")]
    public void A_value_is_read_as_the_schema_says(string name, string type, string json, string expected)
    {
        string schema = Schema(
            Field("before", "\"string\""), Field(name, type), Field("behind", """["null",{"type":"array","items":"long"}]"""));
        byte[] body = AvroRecords.Write(schema, $$"""{"before":"é","{{name}}":{{json}},"behind":[1,2,3]}""");
        string[] names = ["b", "i2", "i8", "f4", "f8", "wide", "x", "u", "d", "t", "dt", "at", "j", "s", "xs", "m", "e"];
        Assert.Equal(string.Join(' ', names.Select(n => n == name ? expected : "null")), All.Value.Of(schema, body));
    }

    [Theory]
    [InlineData("i2", "\"int\"", "32768", "RT4117 `i2` is not an int16: 32768")]
    [InlineData("t", """{"type":"int","logicalType":"time-millis"}""", "-1", "RT4117 `t` is not a time: -1")]
    [InlineData("at", """{"type":"long","logicalType":"timestamp-millis"}""", "9223372036854775807",
        "RT4117 `at` is not an instant: 9223372036854775807")]
    [InlineData("e", """{"type":"enum","name":"E","symbols":["card","other"]}""", "\"other\"",
        "RT4117 `e` is not an enum(\"cash\", \"card\"): \"other\"")]
    [InlineData("e", "\"string\"", "\"Card\"", "RT4117 `e` is not an enum(\"cash\", \"card\"): \"Card\"")]
    [InlineData("i8", """["string","long"]""", "\"7\"", "RT4117 `i8` is not an int64: \"7\"")]
    [InlineData("u", "\"string\"", "\"a\"", "RT4117 `u` is not an uuid: \"a\"")]
    [InlineData("xs", """{"type":"array","items":["string","int"]}""", "[1,\"x\"]", "RT4117 `xs[]` is not an int32: \"x\"")]
    [InlineData("s", """{"type":"record","name":"S","fields":[{"name":"n","type":["null","int"]}]}""", """{"n":null}""",
        "RT4116 `s.n` is missing")]
    public void A_value_that_does_not_fit_is_told(string name, string type, string json, string error)
    {
        string schema = Schema(Field(name, type));
        Assert.Equal(error, All.Value.Of(schema, AvroRecords.Write(schema, $$"""{"{{name}}":{{json}}}""")));
    }

    [Theory]
    [InlineData("i8", "\"string\"", "`i8` is string in the schema, and declared as int64")]
    [InlineData("i2", "\"long\"", "`i2` is long in the schema, and declared as int16")]
    [InlineData("f4", "\"double\"", "`f4` is double in the schema, and declared as float32")]
    [InlineData("at", "\"long\"", "`at` is long in the schema, and declared as instant")]
    [InlineData("at", """{"type":"long","logicalType":"local-timestamp-micros"}""",
        "`at` is long (datetime) in the schema, and declared as instant")]
    [InlineData("i8", """{"type":"long","logicalType":"timestamp-micros"}""",
        "`i8` is long (instant) in the schema, and declared as int64")]
    [InlineData("s", """{"type":"record","name":"S","fields":[]}""", "`s.n` is not in the schema and may not be null")]
    [InlineData("s", """{"type":"record","name":"S","fields":[{"name":"n","type":"null"}]}""",
        "`s.n` is always null in the schema and may not be")]
    [InlineData("xs", """{"type":"array","items":"string"}""", "`xs[]` is string in the schema, and declared as int32")]
    [InlineData("m", "[\"null\",\"string\"]", "`m` is string in the schema, and declared as map<text, text>")]
    public void A_schema_that_does_not_fit_is_told(string name, string type, string problem) => Assert.Equal(
        $"RT4138 schema 1 can't be read as the declared type: {problem}", All.Value.Of(Schema(Field(name, type)), [0]));

    [Theory]
    [InlineData("{", "it is no schema of Avro: it is no JSON")]
    [InlineData("\"Ride\"", "it is no schema of Avro: type `Ride` is not defined")]
    [InlineData("\"string\"", "the value is string in the schema, and declared as a record")]
    [InlineData("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"a\",\"type\":\"int\"}]}",
        "it is no schema of Avro: `R` has two fields `a`")]
    [InlineData("{\"type\":\"record\",\"name\":\"R\"}", "it is no schema of Avro: `fields` is missing")]
    [InlineData("{\"type\":\"fixed\",\"name\":\"R\"}", "it is no schema of Avro: a fixed has no size")]
    [InlineData("[]", "it is no schema of Avro: a union has no branches, or is one of another union")]
    [InlineData("7", "it is no schema of Avro: 7 is no type")]
    public void What_is_no_schema_is_told(string schema, string problem) =>
        Assert.Equal($"RT4138 schema 1 can't be read as the declared type: {problem}", Plain.Value.Of(schema, [0]));

    [Fact]
    public void Records_of_several_schemas_follow_each_other()
    {
        string old = Schema(Field("id", "\"int\""), Field("note", "[\"null\",\"string\"]"));
        string wider = Schema(
            Field("extra", "\"double\""), Field("fare", """{"type":"bytes","logicalType":"decimal","precision":4,"scale":2}"""),
            Field("id", "\"int\""));
        KnownSchemas schemas = new((1, old), (70_000, wider));
        byte[] first = AvroDecoded.Framed(AvroRecords.Write(old, """{"id":1,"note":"x"}"""));
        byte[] second = AvroDecoded.Framed(AvroRecords.Write(wider, """{"id":2,"fare":"AIw=","extra":0.5}"""), 70_000);
        Assert.Equal("1 null \"x\" | 2 d:1.40 null | 1 null \"x\" | 2 d:1.40 null", Plain.Value.Of(schemas, first, second, first, second));
        Assert.Equal(2, schemas.Asked);
    }

    [Fact]
    public void A_number_without_a_schema_is_asked_for_again()
    {
        KnownSchemas none = new();
        byte[] record = AvroDecoded.Framed([2], 9);
        const string error = "RT4137 the schema registry has no schema 9";
        Assert.Equal($"{error} | {error}", Plain.Value.Of(none, record, record));
        Assert.Equal(2, none.Asked);
    }

    [Fact]
    public void Bytes_that_are_no_record_are_told()
    {
        string schema = Schema(
            Field("id", "\"int\""), Field("xs", """{"type":"array","items":"null"}"""), Field("note", "[\"null\",\"string\"]"));
        string Told(params byte[] body) => Plain.Value.Of(schema, body);
        const string noHead = "RT4115 it does not begin with a zero byte and the number of a schema, as records of a schema registry do";
        KnownSchemas known = new((1, schema));
        Assert.Equal($"{noHead} | {noHead} | {noHead}", Plain.Value.Of(known, "{\"id\":1}"u8.ToArray(), [0, 0, 0, 1], []));
        Assert.Equal("1 null \"a\"", Told(2, 0, 2, 2, (byte)'a'));
        Assert.Equal("RT4115 it ends inside of a value", Told());
        Assert.Equal("RT4115 it ends inside of a value", Told(2, 0, 2, 4, (byte)'a'));
        Assert.Equal("RT4115 1 bytes follow the record", Told(2, 0, 0, 0));
        Assert.Equal("RT4115 a length is negative", Told(2, 0, 2, 1));
        Assert.Equal("RT4115 2 is none of 2 branches of a union", Told(2, 0, 4));
        Assert.Equal("RT4115 a list claims more items than there are bytes", Told(2, 254, 255, 255, 255, 255, 255, 255, 255, 255, 1));
        Assert.Equal("RT4115 a number has more than 64 bits", Told(255, 255, 255, 255, 255, 255, 255, 255, 255, 255));
        Assert.Equal("RT4117 `note` is not a text: \"\ufffd\"", Told(2, 0, 2, 2, 0xFF));
        Assert.Equal("RT4118 it has no value: a tombstone stands for no row of an append stream", Plain.Value.Of(known, (byte[]?)null));
    }

    [Fact]
    public void What_nobody_reads_may_be_nested_to_a_depth()
    {
        string schema = Schema(Field("id", "\"int\""), Field("tail", "[\"null\",\"Ride\"]"));
        byte[] deep(int levels) => [.. Enumerable.Repeat<byte[]>([2, 2], levels).SelectMany(x => x), 2, 0];
        Assert.Equal("1 null null", Plain.Value.Of(schema, deep(20)));
        Assert.Equal("RT4115 it is nested deeper than 64 levels", Plain.Value.Of(schema, deep(4000)));
    }

    [Fact]
    public void Blocks_with_their_size_are_lists_too()
    {
        string schema = Schema(Field("xs", """{"type":"array","items":"int"}"""));
        AvroDecoded decoded = new(Decoded.Row(("xs", new(new ListType(new(IntegerType.Int32))))));
        Assert.Equal("[3: 1 2 3 ]", decoded.Of(schema, [3, 4, 2, 4, 2, 6, 0]));
    }

    [Fact]
    public void A_change_event_becomes_a_row()
    {
        RowType trip = Decoded.Row(("id", new(IntegerType.Int64)), ("note", new(TextType.Instance, true)));
        AvroDecoded decoded = new(
            Decoded.Row(
                ("op", new(new EnumType(["insert", "update", "delete", "snapshot"]))), ("before", new(trip, true)),
                ("after", new(trip, true)),
                ("lsn", new(IntegerType.Int64)), ("committed_at", new(InstantType.Instance))),
            StreamEnvelope.Debezium);
        string value = """
            {"type":"record","name":"Value","fields":[{"name":"id","type":"long"},{"name":"note","type":["null","string"]}]}
            """;
        string schema = Schema(
            Field("before", $"[\"null\",{value}]"), Field("after", "[\"null\",\"Value\"]"),
            Field("source", """
                {"type":"record","name":"Source","fields":[{"name":"ts_ms","type":"long"},{"name":"lsn","type":["null","long"]}]}
                """),
            Field("op", "\"string\""));
        string Of(string change) => decoded.Of(schema, AvroRecords.Write(schema, change));
        const string source = "\"source\":{\"ts_ms\":1500,\"lsn\":7}";
        Assert.Equal("\"insert\" null ( 1 \"x\" ) 7 1970-01-01T00:00:01.5Z",
            Of($$"""{"after":{"id":1,"note":"x"},{{source}},"op":"c","before":null}"""));
        Assert.Equal("\"delete\" ( 1 null ) null 7 1970-01-01T00:00:01.5Z",
            Of($$"""{"before":{"id":1,"note":null},"after":null,{{source}},"op":"d"}"""));
        Assert.Equal("RT4116 `after` is missing", Of($$"""{"before":null,"after":null,{{source}},"op":"u"}"""));
        Assert.Equal(
            "RT4119 the table was truncated: which rows went is not known", Of($$"""{"before":null,"after":null,{{source}},"op":"t"}"""));
        Assert.Equal("RT4117 `after.note` is not a text: \"__debezium_unavailable_value\"",
            Of($$"""{"before":null,"after":{"id":1,"note":"__debezium_unavailable_value"},{{source}},"op":"u"}"""));
        Assert.Equal("RT4116 `source.lsn` is missing",
            Of("""{"before":null,"after":{"id":1,"note":null},"source":{"ts_ms":1,"lsn":null},"op":"u"}"""));
        Assert.Equal("skipped", decoded.Of(new KnownSchemas((1, schema)), (byte[]?)null));
    }
}
