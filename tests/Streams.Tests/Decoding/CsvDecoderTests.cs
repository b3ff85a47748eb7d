using FlowLang.Semantics.Types;
using FlowLang.Streams.Tests.Support;

namespace FlowLang.Streams.Tests.Decoding;

/// <summary>Records that are lines of CSV: the declared columns in their order.</summary>
public sealed class CsvDecoderTests
{
    private static readonly RowType Declared = Decoded.Row(
        ("id", new(IntegerType.Int32)), ("unread", new(TextType.Instance)), ("fare", new(new DecimalType(10, 2), true)),
        ("note", new(TextType.Instance, true)), ("kind", new(new EnumType(["cash", "card"]), true)),
        ("tags", new(new ListType(new(IntegerType.Int32)), true)), ("at", new(InstantType.Instance, true)));

    private static readonly Lazy<Decoded> Some = new(() =>
        Decoded.Csv(new RowType([.. Declared.Fields.Where(f => f.Name != "unread").Reverse()]), Declared));

    [Theory]
    [InlineData("1,x,12.5,hi,card,[1],2024-01-31T10:30:00Z", "2024-01-31T10:30:00Z [1: 1 ] \"card\" \"hi\" d:12.50 1")]
    [InlineData("-1,,,,,,\n", "null null null null null -1")]
    [InlineData("1,,,\"\",,,\r\n", "null null null \"\" null 1")]
    [InlineData(
        "\"7\",\"a,b\",\"1e2\",\"say \"\"hi\"\"\nthere, é\",\"cash\",\"[2, null]\",",
        "null [2: 2 null ] \"cash\" \"say \"hi\"\nthere, é\" d:100.00 7")]
    [InlineData("1,,, a\"b ,,,", "null null null \" a\"b \" null 1")]
    public void A_line_becomes_a_row(string record, string row) => Assert.Equal(row, Some.Value.Of(record));

    [Theory]
    [InlineData("", "RT4115 it is empty")]
    [InlineData("\n", "RT4115 it is empty")]
    [InlineData("1", "RT4115 it has 1 fields where 7 are expected")]
    [InlineData("1,,,,,,,", "RT4115 it has 8 fields where 7 are expected")]
    [InlineData("1,,,,,,\n2,,,,,,", "RT4115 it is more than one line")]
    [InlineData("1,,,,,,\"\"\n2", "RT4115 it is more than one line")]
    [InlineData("1,\"x", "RT4115 a quote is not closed")]
    [InlineData("1,\"x\"y,,,,,", "RT4115 there is text after a closing quote")]
    [InlineData("1,a\0,,,,,", "RT4115 it has a NUL character")]
    [InlineData(",,,,,,", "RT4116 `id` is missing")]
    [InlineData("\"\",,,,,,", "RT4117 `id` is not an int32: \"\"")]
    [InlineData("1,,1.2.3,,,,", "RT4117 `fare` is not a decimal(10, 2): \"1.2.3\"")]
    [InlineData("1,,,,Cash,,", "RT4117 `kind` is not an enum(\"cash\", \"card\"): \"Cash\"")]
    [InlineData("1,,,,,[,", "RT4117 `tags` is not an int32[]: \"[\"")]
    [InlineData("1,,,,,[x],", "RT4117 `tags` is not an int32[]: \"[x]\"")]
    [InlineData("1,,,,,\"[1,true]\",", "RT4117 `tags[]` is not an int32: true")]
    public void What_is_no_row_is_told(string record, string error) => Assert.Equal(error, Some.Value.Of(record));

    [Fact]
    public void Bytes_that_are_no_text_are_told() =>
        Assert.Equal("RT4115 it is not valid UTF-8", Some.Value.Of([.. "1,"u8, 0xFF, .. ",,,,,"u8]));

    [Fact]
    public void A_record_without_a_value_is_told() => Assert.StartsWith("RT4118 ", Some.Value.Of((byte[]?)null), StringComparison.Ordinal);
}
