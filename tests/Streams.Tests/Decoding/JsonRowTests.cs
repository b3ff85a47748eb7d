using System.Text.Json;
using CsCheck;
using FlowLang.Semantics.Types;
using FlowLang.Streams.Tests.Support;
using FlowLang.Values;

namespace FlowLang.Streams.Tests.Decoding;

/// <summary>Any row that is written as JSON, in any order and form, is read back as the same row.</summary>
public sealed class JsonRowTests
{
    private static readonly Lazy<Decoded> Decoder = new(() => Decoded.Json(Decoded.Row(
        ("id", new(IntegerType.Int64)), ("ratio", new(FloatType.Float64, true)), ("fare", new(new DecimalType(18, 4), true)),
        ("note", new(TextType.Instance, true)), ("raw", new(BytesType.Instance, true)), ("at", new(InstantType.Instance, true)),
        ("tags", new(new ListType(new(TextType.Instance)), true)),
        ("place", new(Decoded.Row(("zone", new(IntegerType.Int32)), ("name", new(TextType.Instance, true))), true)))));

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 12], Gen.String[Gen.Char['\u00a0', '\u3000'], 0, 6], Gen.Const("😀\"\\/\b\f\n\r\t\u0001\u2028"),
        Gen.Const(""));

    private static readonly Gen<DateTime> AnyTime =
        Gen.Long[0, DateTime.MaxValue.Ticks / 10].Select(microseconds => new DateTime(microseconds * 10, DateTimeKind.Utc));

    private static readonly Gen<Row> Rows = Gen.Select(
        Gen.Long, Gen.Double.Nullable(), Gen.Long[-999_999_999_999_999_999, 999_999_999_999_999_999].Nullable(), AnyText.Null(),
        Gen.Byte.Array[0, 9].Null(), AnyTime.Nullable(), AnyText.Null().Array[0, 4].Null(), Gen.Select(Gen.Int, AnyText.Null()).Nullable(),
        (id, ratio, fare, note, raw, at, tags, place) =>
            new Row(id, ratio is { } r && double.IsFinite(r) ? ratio : null, fare, note, raw, at, tags, place));

    [Fact]
    public void A_row_is_read_as_it_was_written() => Gen.Select(Rows, Gen.Int, Gen.Bool).Sample(
        (row, seed, indented) => Assert.Equal(row.Text(), Decoder.Value.Of(row.Json(new Random(seed), indented))), iter: 3000);

    private sealed record Row(
        long Id, double? Ratio, long? Fare, string? Note, byte[]? Raw, DateTime? At, string?[]? Tags, (int Zone, string? Name)? Place)
    {
        public string Text()
        {
            RowText text = new();
            text.BeginRow();
            text.Integer(Id);
            Put(text, Ratio is { } ratio ? () => text.Float(ratio + 0.0) : null);
            Put(text, Fare is { } fare ? () => text.Decimal(fare, 4) : null);
            Put(text, Note is { } note ? () => text.Text(note) : null);
            Put(text, Raw is { } raw ? () => text.Bytes(new Bytes(raw)) : null);
            Put(text, At is { } at ? () => text.Instant(at) : null);
            Put(text, Tags is { } tags ? () => List(text, tags) : null);
            Put(text, Place is { } place ? () => Struct(text, place.Zone, place.Name) : null);
            text.EndRow();
            return text.ToString();
        }

        public byte[] Json(Random random, bool indented)
        {
            using MemoryStream bytes = new();
            using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = indented }))
            {
                Action[] members =
                [
                    () => json.WriteNumber("id", Id), () => json.WriteString("other", "{\"id\":1}"),
                    () => Or(json, "ratio", Ratio, v => json.WriteNumberValue(v)),
                    () => Or(json, "fare", Fare, v => json.WriteNumberValue(v / 10000m)),
                    () => Or(json, "note", Note, json.WriteStringValue), () => Or(json, "raw", Raw, v => json.WriteBase64StringValue(v)),
                    () => Or(json, "at", At, v => json.WriteStringValue(v)), () => Or(json, "tags", Tags, v => Items(json, v)),
                    () => Or(json, "place", Place, v => PlaceOf(json, v.Zone, v.Name)),
                ];
                random.Shuffle(members);
                json.WriteStartObject();
                members.ToList().ForEach(m => m());
                json.WriteEndObject();
            }

            return bytes.ToArray();
        }

        private static void Put(RowText text, Action? value)
        {
            if (value is null)
            {
                text.Null();
            }
            else
            {
                value();
            }
        }

        private static void List(RowText text, string?[] items)
        {
            text.BeginList(items.Length);
            items.ToList().ForEach(i => Put(text, i is null ? null : () => text.Text(i)));
            text.EndList();
        }

        private static void Struct(RowText text, int zone, string? name)
        {
            text.BeginStruct();
            text.Integer(zone);
            Put(text, name is null ? null : () => text.Text(name));
            text.EndStruct();
        }

        private static void Or<T>(Utf8JsonWriter json, string name, T? value, Action<T> write)
            where T : struct
        {
            json.WritePropertyName(name);
            if (value is { } some)
            {
                write(some);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        private static void Or<T>(Utf8JsonWriter json, string name, T? value, Action<T> write)
            where T : class
        {
            json.WritePropertyName(name);
            if (value is not null)
            {
                write(value);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        private static void Items(Utf8JsonWriter json, string?[] items)
        {
            json.WriteStartArray();
            items.ToList().ForEach(json.WriteStringValue);
            json.WriteEndArray();
        }

        private static void PlaceOf(Utf8JsonWriter json, int zone, string? name)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteNumber("zone", zone);
            json.WriteEndObject();
        }
    }
}
