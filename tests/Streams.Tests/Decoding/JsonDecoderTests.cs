using FlowLang.Semantics.Types;
using FlowLang.Streams.Tests.Support;

namespace FlowLang.Streams.Tests.Decoding;

/// <summary>What becomes of a record that is JSON: a row, or an error that names the field and what stands there.</summary>
public sealed class JsonDecoderTests
{
    private static readonly RowType Struct = Decoded.Row(("n", new(IntegerType.Int32)), ("t", new(TextType.Instance, true)));

    private static readonly Lazy<Decoded> Plain = new(() => Decoded.Json(Decoded.Row(
        ("id", new(IntegerType.Int32)), ("fare", new(new DecimalType(10, 2), true)), ("note", new(TextType.Instance, true)),
        ("kind", new(new EnumType(["cash", "card"]), true)))));

    private static readonly Lazy<Decoded> All = new(() => Decoded.Json(Decoded.Row(
        ("b", new(BoolType.Instance, true)), ("i2", new(IntegerType.Int16, true)), ("i8", new(IntegerType.Int64, true)),
        ("f4", new(FloatType.Float32, true)), ("f8", new(FloatType.Float64, true)), ("wide", new(new DecimalType(38, 3), true)),
        ("x", new(BytesType.Instance, true)), ("u", new(UuidType.Instance, true)), ("d", new(DateType.Instance, true)),
        ("t", new(TimeType.Instance, true)), ("dt", new(DateTimeType.Instance, true)), ("at", new(InstantType.Instance, true)),
        ("j", new(JsonType.Instance, true)), ("s", new(Struct, true)), ("xs", new(new ListType(new(IntegerType.Int32)), true)),
        ("ss", new(new ListType(new(Struct)), true)), ("m", new(new MapType(new(TextType.Instance)), true)),
        ("e", new(new EnumType(["a\"é", ""]))))));

    [Theory]
    [InlineData("""{"id":1,"fare":12.5,"note":"x","kind":"card"}""", "1 d:12.50 \"x\" \"card\"")]
    [InlineData("""{"kind":"cash","note":null,"id":"7"}""", "7 null null \"cash\"")]
    [InlineData("""  {"id" : -1 , "deep":{"id":[{"id":3}]},"fare":"1e2"} """, "-1 d:100.00 null null")]
    [InlineData("""{"\u0069d":5,"note":"\u00e9\n\ud83d\ude00"}""", "5 null \"é\n😀\" null")]
    [InlineData("""{"id":1,"note":true,"fare":0.005}""", "1 d:0.01 \"true\" null")]
    [InlineData("""{"id":1,"note":{"a": [1]}}""", "1 null \"{\"a\": [1]}\" null")]
    [InlineData("""{"id":1,"id":2}""", "2 null null null")]
    [InlineData("""{"id":"x","id":2}""", "2 null null null")]
    [InlineData("""{"id":{"a":1},"kind":{},"kind":"cash","id":2}""", "2 null null \"cash\"")]
    [InlineData("""{"id":1,"note":"x","note":null}""", "1 null null null")]
    public void A_record_becomes_a_row(string record, string row) => Assert.Equal(row, Plain.Value.Of(record));

    [Theory]
    [InlineData("", "RT4115 it is not valid JSON: line 1, byte 1")]
    [InlineData("{\"id\":1", "RT4115 it is not valid JSON: line 1, byte 8")]
    [InlineData("{\"id\":1}\n x", "RT4115 it is not valid JSON: line 2, byte 2")]
    [InlineData("{\"id\":1,}", "RT4115 it is not valid JSON: line 1, byte 9")]
    [InlineData("{'id':1}", "RT4115 it is not valid JSON: line 1, byte 2")]
    [InlineData("[1]", "RT4115 it is not a JSON object")]
    [InlineData("null", "RT4115 it is not a JSON object")]
    [InlineData("{}", "RT4116 `id` is missing")]
    [InlineData("""{"id":null}""", "RT4116 `id` is missing")]
    [InlineData("""{"id":1,"id":null}""", "RT4116 `id` is missing")]
    [InlineData("""{"ID":1}""", "RT4116 `id` is missing")]
    [InlineData("""{"id":1.0}""", "RT4117 `id` is not an int32: 1.0")]
    [InlineData("""{"id":2147483648}""", "RT4117 `id` is not an int32: 2147483648")]
    [InlineData("""{"id":" 1"}""", "RT4117 `id` is not an int32: \" 1\"")]
    [InlineData("""{"id":""}""", "RT4117 `id` is not an int32: \"\"")]
    [InlineData("""{"id":true}""", "RT4117 `id` is not an int32: true")]
    [InlineData("""{"id":[1]}""", "RT4117 `id` is not an int32: a list")]
    [InlineData("""{"id":1,"fare":"12,5"}""", "RT4117 `fare` is not a decimal(10, 2): \"12,5\"")]
    [InlineData("""{"id":1,"fare":100000000}""", "RT4117 `fare` is not a decimal(10, 2): 100000000")]
    [InlineData("""{"id":1,"kind":"Cash"}""", "RT4117 `kind` is not an enum(\"cash\", \"card\"): \"Cash\"")]
    [InlineData("""{"id":1,"kind":{"cash":1}}""", "RT4117 `kind` is not an enum(\"cash\", \"card\"): an object")]
    [InlineData("""{"id":1,"note":"a\u0000"}""", "RT4117 `note` is not a text: \"a\\u0000\"")]
    [InlineData("""{"id":1,"note":"\ud800"}""", "RT4115 it is not valid JSON")]
    public void What_is_no_row_is_told(string record, string error) => Assert.Equal(error, Plain.Value.Of(record));

    [Fact]
    public void Bytes_that_are_no_text_are_told()
    {
        Assert.Equal("RT4115 it is not valid UTF-8", Plain.Value.Of([.. "{\"id\":1,\"note\":\""u8, 0xFF, .. "\"}"u8]));
        Assert.Equal("RT4115 it is not valid UTF-8", Plain.Value.Of([.. "{\"id\":1,\"note\":[\""u8, 0xC3, .. "\"]}"u8]));
        Assert.Equal("RT4115 it is not valid JSON: line 1, byte 17", Plain.Value.Of([.. "{\"id\":1,\"note\":\""u8, 0, .. "\"}"u8]));
        Assert.Equal("RT4118 it has no value: a tombstone stands for no row of an append stream", Plain.Value.Of((byte[]?)null));
    }

    [Theory]
    [InlineData("\"b\":true,\"i2\":-32768,\"i8\":9223372036854775807", "true -32768 9223372036854775807")]
    [InlineData("\"f4\":0.1,\"f8\":-0.0,\"wide\":\"12345678901234567890123456789012345.678\"",
        "null null null s:0.1 f:0 d:12345678901234567890123456789012345.678")]
    [InlineData("\"f8\":\"NaN\"", "null null null null f:NaN")]
    [InlineData("\"x\":\"AP8=\",\"u\":\"00000000-0000-0000-0000-00000000000A\",\"d\":\"2024-02-29\",\"t\":\"10:30:59.25\"",
        "null null null null null null x:00ff u:00000000-0000-0000-0000-00000000000a 2024-02-29 10:30:59.25")]
    [InlineData("\"dt\":\"0001-01-01 00:00\",\"at\":\"2024-01-31T10:30:59.123456+02:00\",\"j\":{\"a\":1.0}",
        "null null null null null null null null null null 0001-01-01T00:00:00 2024-01-31T08:30:59.123456Z j:{\"a\":1.0}")]
    [InlineData("\"j\":\"[1]\",\"s\":{\"t\":\"x\",\"n\":1,\"z\":{}},\"xs\":[1,null,\"2\"],"
        + "\"ss\":[{\"n\":1},null],\"m\":{\"b\":\"x\",\"a\":null,\"b\":3}",
        "null null null null null null null null null null null null j:[1] ( 1 \"x\" ) [3: 1 null 2 ] [2: ( 1 null ) null ] "
        + "{2: \"a\" null \"b\" \"3\" }")]
    [InlineData(
        "\"s\":\"{\\\"n\\\":1}\",\"xs\":\"[]\"",
        "null null null null null null null null null null null null null ( 1 null ) [0: ]")]
    public void Values_of_all_types_are_read(string members, string row) =>
        Assert.Equal(
            row + string.Concat(Enumerable.Repeat(" null", 17 - Count(row))) + " \"a\"é\"",
            All.Value.Of($"{{{members},\"e\":\"a\\\"é\"}}"));

    [Theory]
    [InlineData("\"b\":1", "`b` is not a bool: 1")]
    [InlineData("\"i2\":32768", "`i2` is not an int16: 32768")]
    [InlineData("\"i8\":9223372036854775808", "`i8` is not an int64: 9223372036854775808")]
    [InlineData("\"f8\":1e400", "`f8` is not a float64: 1e400")]
    [InlineData("\"x\":\"AP8\"", "`x` is not a bytes: \"AP8\"")]
    [InlineData("\"x\":{}", "`x` is not a bytes: an object")]
    [InlineData("\"d\":\"2023-02-29\"", "`d` is not a date: \"2023-02-29\"")]
    [InlineData("\"at\":\"2024-01-31T10:30:59\"", "`at` is not an instant: \"2024-01-31T10:30:59\"")]
    [InlineData("\"dt\":\"2024-01-31T10:30:59Z\"", "`dt` is not a datetime: \"2024-01-31T10:30:59Z\"")]
    [InlineData("\"j\":\"{\"", "`j` is not a json: \"{\"")]
    [InlineData("\"s\":{\"n\":\"x\"}", "`s.n` is not an int32: \"x\"")]
    [InlineData("\"s\":\"{\"", "`s` is not an object: \"{\"")]
    [InlineData("\"ss\":[{\"n\":1},{\"n\":[]}]", "`ss[].n` is not an int32: a list")]
    [InlineData("\"xs\":[1.5]", "`xs[]` is not an int32: 1.5")]
    [InlineData("\"xs\":{}", "`xs` is not a list: an object")]
    [InlineData("\"m\":[]", "`m` is not an object: a list")]
    [InlineData("\"m\":{\"k\":\"\\u0000\"}", "`m.k` is not a text: \"\\u0000\"")]
    public void A_value_that_does_not_fit_is_told(string member, string error) =>
        Assert.Equal($"RT4117 {error}", All.Value.Of($"{{{member},\"e\":\"\"}}"));

    [Fact]
    public void A_member_of_a_struct_that_is_missing_is_told() =>
        Assert.Equal("RT4116 `s.n` is missing", All.Value.Of("""{"s":{},"e":""}"""));

    [Fact]
    public void Rows_have_the_columns_of_their_type() => Assert.Equal(
        "id: int32, fare: decimal(10, 2)?, note: text?, kind: text?",
        string.Join(", ", Plain.Value.Columns.Select(c => $"{c.Name}: {c.Type}{(c.Nullable ? "?" : "")}")));

    // Values at the top, brackets being one with what is in them.
    private static int Count(string row)
    {
        int depth = 0;
        int count = 0;
        foreach (string word in row.Split(' '))
        {
            depth -= word is ")" or "]" or "}" ? 1 : 0;
            count += depth == 0 && word is not (")" or "]" or "}") ? 1 : 0;
            depth += word == "(" || (word is ['[' or '{', ..]) ? 1 : 0;
        }

        return count;
    }
}
