using FlowLang.Emit.CSharp.Streams;
using FlowLang.Semantics.Types;
using FlowLang.Streams.Tests.Support;

namespace FlowLang.Streams.Tests.Decoding;

/// <summary>Change events as Debezium's connector for PostgreSQL writes them.</summary>
public sealed class DebeziumDecoderTests
{
    private const string Source = "\"source\":{\"version\":\"3.0.0.Final\",\"connector\":\"postgresql\",\"ts_ms\":1710050400123,"
        + "\"snapshot\":\"false\",\"db\":\"taxi\",\"sequence\":\"[\\\"1\\\",\\\"2\\\"]\",\"schema\":\"raw\",\"table\":\"trips\","
        + "\"txId\":5,\"lsn\":24023128,\"xmin\":null},\"ts_ms\":1710050400200,\"transaction\":null";

    private const string Doubt = ", or base64 and text of one alike (`decimals` says which)";

    private const string Time = "2024-03-10T06:00:00.123Z";

    private static readonly RowType Trip = Decoded.Row(
        ("id", new(IntegerType.Int64)), ("fare", new(new DecimalType(10, 2), true)), ("note", new(TextType.Instance, true)));

    private static readonly Lazy<Decoded> Changes = new(() => Of(Trip));

    private static readonly Lazy<Decoded> Values = new(() => Decoded.Json(
        Decoded.Row(("after", new(
            Decoded.Row(
                ("whole", new(new DecimalType(20, 0), true)), ("part", new(new DecimalType(10, 2), true)),
                ("d", new(DateType.Instance, true)), ("t", new(TimeType.Instance, true)), ("dt", new(DateTimeType.Instance, true)),
                ("at", new(InstantType.Instance, true)),
                ("x", new(BytesType.Instance, true)), ("j", new(JsonType.Instance, true)),
                ("m", new(new MapType(new(TextType.Instance)), true)), ("f", new(FloatType.Float64, true))),
            true))),
        StreamEnvelope.Debezium));

    [Theory]
    [InlineData("{\"before\":null,\"after\":{\"id\":1,\"fare\":\"BNI=\",\"note\":\"x\",\"other\":3},SOURCE,\"op\":\"c\"}",
        "\"insert\" null ( 1 d:12.34 \"x\" ) 24023128 TIME")]
    [InlineData("{\"op\":\"r\",SOURCE,\"after\":{\"id\":1}}", "\"snapshot\" null ( 1 null null ) 24023128 TIME")]
    [InlineData("{\"op\":\"u\",SOURCE,\"before\":{\"id\":1,\"fare\":\"-0.50\"},\"after\":{\"id\":2,\"fare\":12.5}}",
        "\"update\" ( 1 d:-0.50 null ) ( 2 d:12.50 null ) 24023128 TIME")]
    [InlineData("{\"op\":\"d\",SOURCE,\"before\":{\"id\":1},\"after\":null}", "\"delete\" ( 1 null null ) null 24023128 TIME")]
    [InlineData("{\"schema\":null,\"payload\":{\"op\":\"c\",SOURCE,\"after\":{\"id\":1}}}",
        "\"insert\" null ( 1 null null ) 24023128 TIME")]
    [InlineData(
        "{\"payload\":{\"op\":\"c\",\"source\":{\"ts_us\":1710050400123456,\"ts_ms\":1,\"lsn\":7},\"after\":{\"id\":1}},\"schema\":{}}",
        "\"insert\" null ( 1 null null ) 7 2024-03-10T06:00:00.123456Z")]
    [InlineData("{\"schema\":null,\"payload\":null}", "skipped")]
    [InlineData("{\"op\":\"m\",\"message\":{}}", "skipped")]
    public void An_event_becomes_a_change(string record, string row) =>
        Assert.Equal(row.Replace("TIME", Time, StringComparison.Ordinal), Changes.Value.Of(Filled(record)));

    [Theory]
    [InlineData("{}", "RT4116 `op` is missing")]
    [InlineData("[]", "RT4115 it is not a JSON object")]
    [InlineData("{\"payload\":[]}", "RT4115 its `payload` is not a JSON object")]
    [InlineData("{\"op\":\"c\",SOURCE,\"after\":{\"id\":1}", "RT4115 it is not valid JSON: line 1, byte 275")]
    [InlineData("{\"op\":\"x\",SOURCE}", "RT4117 `op` is not one of \"c\", \"r\", \"u\", \"d\": \"x\"")]
    [InlineData("{\"op\":null,SOURCE}", "RT4117 `op` is not one of \"c\", \"r\", \"u\", \"d\": null")]
    [InlineData("{\"op\":\"t\",SOURCE}", "RT4119 the table was truncated: which rows went is not known")]
    [InlineData("{\"op\":\"c\",SOURCE}", "RT4116 `after` is missing")]
    [InlineData("{\"op\":\"u\",SOURCE,\"after\":null}", "RT4116 `after` is missing")]
    [InlineData("{\"op\":\"d\",SOURCE,\"before\":null}", "RT4116 `before` is missing")]
    [InlineData("{\"op\":\"c\",SOURCE,\"after\":{}}", "RT4116 `after.id` is missing")]
    [InlineData("{\"op\":\"c\",SOURCE,\"after\":5}", "RT4117 `after` is not an object: 5")]
    [InlineData("{\"op\":\"c\",SOURCE,\"after\":{\"id\":\"x\"}}", "RT4117 `after.id` is not an int64: \"x\"")]
    [InlineData("{\"op\":\"c\",\"after\":{\"id\":1}}", "RT4116 `source.lsn` is missing")]
    [InlineData("{\"op\":\"c\",\"source\":{\"lsn\":1},\"after\":{\"id\":1}}", "RT4116 `source.ts_ms` is missing")]
    [InlineData("{\"op\":\"c\",\"source\":{\"lsn\":\"0/16\"},\"after\":{\"id\":1}}", "RT4117 `source.lsn` is not an int64: \"0/16\"")]
    [InlineData("{\"op\":\"c\",SOURCE,\"after\":{\"id\":1,\"note\":\"__debezium_unavailable_value\"}}",
        "RT4117 `after.note` is not a text: \"__debezium_unavailable_value\"")]
    public void What_is_no_change_is_told(string record, string error) => Assert.Equal(error, Changes.Value.Of(Filled(record)));

    [Fact]
    public void A_tombstone_is_left_out() => Assert.Equal("skipped", Changes.Value.Of((byte[]?)null));

    [Theory]
    [InlineData("\"whole\":\"AQ==\"", "d:1")]
    [InlineData("\"whole\":\"/w==\"", "d:-1")]
    [InlineData("\"whole\":\"123\"", "d:123")]
    [InlineData("\"whole\":\"-1234\"", "d:-1234")]
    [InlineData("\"whole\":1234", "d:1234")]
    [InlineData("\"whole\":{\"scale\":1,\"value\":\"ew==\"}", "d:12")]
    [InlineData("\"whole\":{\"value\":\"AQ==\",\"scale\":-3}", "d:1000")]
    [InlineData("\"part\":\"MDk=\"", "null d:123.45")]
    [InlineData("\"part\":\"123.45\"", "null d:123.45")]
    [InlineData("\"d\":19792,\"t\":1000,\"dt\":1710050400123456,\"at\":\"2024-03-10T06:00:00.1Z\"",
        "null null 2024-03-10 00:00:00.001 2024-03-10T06:00:00.123456 2024-03-10T06:00:00.1Z")]
    [InlineData("\"d\":\"2024-03-10\",\"t\":\"10:00\",\"dt\":\"2024-03-10T06:00:00\"", "null null 2024-03-10 10:00:00 2024-03-10T06:00:00")]
    [InlineData("\"d\":-719162,\"dt\":-62135596800000000", "null null 0001-01-01 null 0001-01-01T00:00:00")]
    [InlineData("\"x\":\"AP8=\",\"j\":\"{\\\"a\\\": 1}\",\"m\":\"{\\\"k\\\":\\\"v\\\"}\",\"f\":\"NaN\"",
        "null null null null null null x:00ff j:{\"a\": 1} {1: \"k\" \"v\" } f:NaN")]
    public void Values_are_read_without_a_schema(string members, string row) =>
        Assert.StartsWith($"( {row} ", Values.Value.Of($"{{\"op\":\"c\",\"after\":{{{members}}}}}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"whole\":\"1234\"", "`after.whole` is not a decimal(20, 0)DOUBT: \"1234\"")]
    [InlineData("\"part\":\"AAAA=\"", "`after.part` is not a decimal(10, 2)DOUBT: \"AAAA=\"")]
    [InlineData("\"part\":{\"scale\":2}", "`after.part` is not a decimal(10, 2)DOUBT: an object")]
    [InlineData("\"whole\":\"NaN\"", "`after.whole` is not a decimal(20, 0)DOUBT: \"NaN\"")]
    [InlineData("\"d\":2932897", "`after.d` is not a date: 2932897")]
    [InlineData("\"t\":86400000000", "`after.t` is not a time: 86400000000")]
    [InlineData("\"dt\":9223372036825200000", "`after.dt` is not a datetime: 9223372036825200000")]
    [InlineData("\"x\":\"X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==\"",
        "`after.x` is not a bytes: \"X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==\"")]
    public void A_value_that_does_not_fit_is_told(string member, string error) =>
        Assert.Equal(
            $"RT4117 {error.Replace("DOUBT", Doubt, StringComparison.Ordinal)}",
            Values.Value.Of($"{{\"op\":\"c\",\"after\":{{{member}}}}}"));

    [Theory]
    [InlineData("Text", "1234", "1234")]
    [InlineData("Text", "MDk=", null)]
    [InlineData("Base64", "1234", "-2658824")]
    [InlineData("Base64", "MDk=", "12345")]
    [InlineData("Base64", "12345", null)]
    public void The_stream_says_how_decimals_are_written(string decimals, string value, string? read)
    {
        RowType row = Decoded.Row(("after", new(Decoded.Row(("n", new(new DecimalType(8, 0)))), true)));
        Decoded decoder = Decoded.Changes(row, Enum.Parse<StreamDecimals>(decimals));

        Assert.Equal(
            read is null ? $"RT4117 `after.n` is not a decimal(8, 0): \"{value}\"" : $"( d:{read} )",
            decoder.Of($"{{\"op\":\"c\",\"after\":{{\"n\":\"{value}\"}}}}"));
    }

    [Fact]
    public void The_schema_says_how_values_are_written()
    {
        string row = Values.Value.Of($$$"""
            {"schema":{"type":"struct","fields":[{"type":"struct","field":"before","fields":[]},{"type":"struct","field":"after","fields":[
            {{{Field("whole", "string", null)}}},
            {{{Field("part", "bytes", "org.apache.kafka.connect.data.Decimal", ",\"parameters\":{\"scale\":\"1\"}")}}},
            {{{Field("d", "int32", "io.debezium.time.Date")}}},{{{Field("t", "int32", "io.debezium.time.Time")}}},
            {{{Field("dt", "int64", "io.debezium.time.Timestamp")}}},{{{Field("at", "int64", "io.debezium.time.NanoTimestamp")}}}]}]},
            "payload":{"op":"c","after":{"whole":"1234","part":"ew==","d":1,"t":1000,"dt":1710050400123,"at":-1} } }
            """);

        Assert.Equal("( d:1234 d:12.30 1970-01-02 00:00:01 2024-03-10T06:00:00.123 1969-12-31T23:59:59.999999Z null null null null )", row);
    }

    [Fact]
    public void Events_with_different_schemas_are_read_by_their_own()
    {
        string schema = "{\"schema\":{\"fields\":[{\"field\":\"after\",\"fields\":[" + Field("dt", "int64", "NAME")
            + "]}]},\"payload\":{\"op\":\"c\",\"after\":{\"dt\":1000}}}";
        string[] names = ["io.debezium.time.Timestamp", "io.debezium.time.MicroTimestamp", "io.debezium.time.Timestamp"];
        string[] rows = [.. names.Select(n => Values.Value.Of(schema.Replace("NAME", n, StringComparison.Ordinal)).Split(' ')[5])];

        Assert.Equal(["1970-01-01T00:00:01", "1970-01-01T00:00:00.001", "1970-01-01T00:00:01"], rows);
    }

    private static string Field(string name, string type, string? semantic, string more = "")
    {
        string named = semantic is null ? "" : $"\"name\":\"{semantic}\",\"version\":1,";
        return $"{{\"type\":\"{type}\",\"optional\":true,{named}\"field\":\"{name}\"{more}}}";
    }

    private static string Filled(string record) => record.Replace("SOURCE", Source, StringComparison.Ordinal);

    private static Decoded Of(RowType row) => Decoded.Json(
        Decoded.Row(
            ("op", new(new EnumType(["insert", "update", "delete", "snapshot"]))), ("before", new(row, true)), ("after", new(row, true)),
            ("lsn", new(IntegerType.Int64)), ("committed_at", new(InstantType.Instance))),
        StreamEnvelope.Debezium);
}
