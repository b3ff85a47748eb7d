using CsCheck;
using FlowLang.Semantics.Types;
using FlowLang.Streams.Tests.Support;

namespace FlowLang.Streams.Tests.Avro;

/// <summary>
/// Rows of every type, written by Apache.Avro under schemas that differ from the declared type in every way that resolution bridges, are
/// the rows that the decoder of JSON reads of the same values; and no bytes make the decoder do anything but give a row or an error.
/// </summary>
public sealed class AvroPropertyTests
{
    private static readonly RowType Inner = Decoded.Row(
        ("n", new(IntegerType.Int32)), ("t", new(TextType.Instance, true)), ("more", new(new ListType(new(TextType.Instance)), true)));

    private static readonly RowType Row = Decoded.Row(
        ("b", new(BoolType.Instance, true)), ("i2", new(IntegerType.Int16)), ("i4", new(IntegerType.Int32, true)),
        ("i8", new(IntegerType.Int64)), ("f4", new(FloatType.Float32, true)), ("f8", new(FloatType.Float64)),
        ("money", new(new DecimalType(10, 2))), ("wide", new(new DecimalType(38, 3), true)), ("x", new(BytesType.Instance, true)),
        ("u", new(UuidType.Instance)), ("d", new(DateType.Instance, true)), ("t", new(TimeType.Instance)),
        ("dt", new(DateTimeType.Instance, true)), ("at", new(InstantType.Instance)), ("note", new(TextType.Instance, true)),
        ("s", new(Inner)), ("xs", new(new ListType(new(new DecimalType(10, 2))), true)), ("ss", new(new ListType(new(Inner)))),
        ("m", new(new MapType(new(InstantType.Instance)), true)), ("e", new(new EnumType(["cash", "card"]))));

    private static readonly Lazy<AvroDecoded> Binary = new(() => new(Row));
    private static readonly Lazy<Decoded> Text = new(() => Decoded.Json(Row));

    [Fact]
    public void A_record_is_the_row_that_its_values_are() => Gen.Int.Sample(
        seed =>
        {
            (string schema, string fields, string json) = new RandomRecords(seed).Of(Row);
            string row = Text.Value.Of(json);
            Assert.False(row.StartsWith("RT", StringComparison.Ordinal), row);
            Assert.Equal(row, Binary.Value.Of(schema, AvroRecords.Write(schema, fields)));
        },
        iter: 400);

    [Fact]
    public void A_row_that_is_written_is_read_as_the_same_row() => Gen.Int.Sample(
        seed =>
        {
            StreamRows rows = Text.Value.Rows(new RandomRecords(seed).Of(Row).Json);
            string schema = AvroRowSchema.Of("taxi.1st-rides", rows.Columns);
            AvroRowWriter writer = new(rows.Columns);
            rows.Write(0, 1, ref writer);

            Assert.Equal(RowText.Of(rows), Binary.Value.Of(schema, writer.Written.Span));
            Assert.Equal(writer.Written.ToArray(), AvroRecords.Rewritten(schema, writer.Written));
        },
        iter: 400);

    [Fact]
    public void A_record_that_was_cut_is_told() => Gen.Int.Sample(
        seed =>
        {
            (string schema, string fields, _) = new RandomRecords(seed).Of(Row);
            byte[] body = AvroRecords.Write(schema, fields);
            KnownSchemas known = new((1, schema));
            for (int length = 0; length < body.Length; length++)
            {
                Assert.StartsWith("RT41", Binary.Value.Of(known, AvroDecoded.Framed(body.AsSpan(0, length))), StringComparison.Ordinal);
            }
        },
        iter: 10);

    [Fact]
    public void No_bytes_do_harm() => Gen.Select(Gen.Int, Gen.Byte.Array[1, 12], Gen.Double[0, 1]).Sample(
        (seed, noise, place) =>
        {
            (string schema, string fields, _) = new RandomRecords(seed).Of(Row);
            byte[] body = AvroRecords.Write(schema, fields);
            int at = (int)(place * body.Length);
            noise.AsSpan(0, Math.Min(noise.Length, body.Length - at)).CopyTo(body.AsSpan(at));
            KnownSchemas known = new((1, schema));
            string whole = Binary.Value.Of(known, AvroDecoded.Framed(body));
            string alone = Binary.Value.Of(known, AvroDecoded.Framed(noise));
            Assert.All(new[] { whole, alone }, told => Assert.NotEmpty(told));
        },
        iter: 1000);
}
