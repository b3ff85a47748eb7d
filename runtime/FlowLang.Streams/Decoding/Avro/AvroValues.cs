using System.Numerics;
using System.Text;
using System.Text.Unicode;
using FlowLang.Values;
using FlowLang.Values.Numbers;

namespace FlowLang.Streams.Decoding;

/// <summary>
/// Values of Avro records as generated code reads them, each by the form that its schema was resolved to. False where a value is none of
/// the type: out of range, or a branch of a union that is something else.
/// </summary>
public static class AvroValues
{
    public static bool TryBool(ref AvroReader reader, AvroForm form, out bool value)
    {
        value = form.Way == AvroWay.Bool && reader.Bool();
        return form.Way == AvroWay.Bool;
    }

    public static bool TryInt16(ref AvroReader reader, AvroForm form, out short value) => TryInteger(ref reader, form, out value);

    public static bool TryInt32(ref AvroReader reader, AvroForm form, out int value) => TryInteger(ref reader, form, out value);

    public static bool TryInt64(ref AvroReader reader, AvroForm form, out long value)
    {
        value = form.Way == AvroWay.Integer ? reader.Long() : 0;
        return form.Way == AvroWay.Integer;
    }

    public static bool TryFloat32(ref AvroReader reader, AvroForm form, out float value)
    {
        value = form.Way switch
        {
            AvroWay.Float => reader.Float(),
            AvroWay.Integer => reader.Long(),
            _ => 0,
        };
        return form.Way is AvroWay.Float or AvroWay.Integer;
    }

    public static bool TryFloat64(ref AvroReader reader, AvroForm form, out double value)
    {
        value = form.Way switch
        {
            AvroWay.Double => reader.Double(),
            AvroWay.Float => reader.Float(),
            AvroWay.Integer => reader.Long(),
            _ => 0,
        };
        return form.Way is AvroWay.Double or AvroWay.Float or AvroWay.Integer;
    }

    /// <summary>A number without a fraction, the unscaled number in bytes, or text.</summary>
    public static bool TryDecimal<T>(ref AvroReader reader, AvroForm form, int precision, int scale, out T value)
        where T : IBinaryInteger<T>
    {
        value = T.Zero;
        switch (form.Way)
        {
            case AvroWay.Integer:
                return UnscaledBytes.TryRescale(reader.Long(), precision, scale, out value);
            case AvroWay.Counted or AvroWay.Fixed when form.Scale is { } from:
                return UnscaledBytes.TryRead(reader.Raw(form), out Int128 unscaled)
                    && UnscaledBytes.TryRescale(unscaled, precision, scale - from, out value);
            case AvroWay.Counted:
                return Decimals.TryRead(reader.Raw(form), precision, scale, out value);
            default:
                return false;
        }
    }

    public static bool TryUuid(ref AvroReader reader, AvroForm form, out Guid value)
    {
        value = form.Way == AvroWay.Fixed ? new Guid(reader.Raw(form), bigEndian: true) : default;
        return form.Way == AvroWay.Fixed || (form.Way == AvroWay.Counted && TextValues.TryUuid(reader.Raw(form), out value));
    }

    public static bool TryDate(ref AvroReader reader, AvroForm form, out DateOnly value)
    {
        value = default;
        if (form.Way != AvroWay.Count)
        {
            return form.Way == AvroWay.Counted && TextValues.TryDate(reader.Raw(form), out value);
        }

        bool isRead = TryCount(ref reader, form, out DateTime at);
        value = isRead ? DateOnly.FromDateTime(at) : default;
        return isRead;
    }

    public static bool TryTime(ref AvroReader reader, AvroForm form, out TimeOnly value)
    {
        value = default;
        if (form.Way != AvroWay.Count)
        {
            return form.Way == AvroWay.Counted && TextValues.TryTime(reader.Raw(form), out value);
        }

        bool isRead = TryCount(ref reader, form, out DateTime at) && at.Date == DateTime.UnixEpoch;
        value = isRead ? TimeOnly.FromDateTime(at) : default;
        return isRead;
    }

    public static bool TryDateTime(ref AvroReader reader, AvroForm form, out DateTime value)
    {
        value = default;
        return form.Way == AvroWay.Count ? TryCount(ref reader, form, out value)
            : form.Way == AvroWay.Counted && TextValues.TryDateTime(reader.Raw(form), out value);
    }

    public static bool TryInstant(ref AvroReader reader, AvroForm form, out DateTime value)
    {
        value = default;
        return form.Way == AvroWay.Count ? TryCount(ref reader, form, out value)
            : form.Way == AvroWay.Counted && TextValues.TryInstant(reader.Raw(form), out value);
    }

    public static bool TryBytes(ref AvroReader reader, AvroForm form, out Bytes value)
    {
        bool isBytes = form.Way is AvroWay.Counted or AvroWay.Fixed;
        value = isBytes ? new(reader.Raw(form).ToArray()) : default;
        return isBytes;
    }

    public static bool TryText(ref AvroReader reader, AvroForm form, out string value)
    {
        if (form.Way == AvroWay.Symbol)
        {
            value = form.Symbols[reader.Number(form.Symbols.Length, "symbols")].Text;
            return true;
        }

        value = "";
        return form.Way == AvroWay.Counted && TryText(reader.Raw(form), out value);
    }

    public static bool TryJson(ref AvroReader reader, AvroForm form, out string value)
    {
        value = "";
        return form.Way == AvroWay.Counted && TextValues.TryJson(reader.Raw(form), out value);
    }

    /// <summary>The bytes of a text or of an enum's symbol, for who knows the texts that there may be.</summary>
    public static bool TryRaw(ref AvroReader reader, AvroForm form, out ReadOnlySpan<byte> text)
    {
        text = form.Way switch
        {
            AvroWay.Counted => reader.Raw(form),
            AvroWay.Symbol => form.Symbols[reader.Number(form.Symbols.Length, "symbols")].Bytes,
            _ => default,
        };
        return form.Way is AvroWay.Counted or AvroWay.Symbol;
    }

    /// <summary>Valid UTF-8 without U+0000.</summary>
    internal static bool TryText(ReadOnlySpan<byte> text, out string value)
    {
        bool isText = Utf8.IsValid(text) && !text.Contains((byte)0);
        value = isText ? Encoding.UTF8.GetString(text) : "";
        return isText;
    }

    private static bool TryInteger<T>(ref AvroReader reader, AvroForm form, out T value)
        where T : IBinaryInteger<T>
    {
        long number = form.Way == AvroWay.Integer ? reader.Long() : 0;
        value = T.CreateTruncating(number);
        return form.Way == AvroWay.Integer && long.CreateTruncating(value) == number;
    }

    private static bool TryCount(ref AvroReader reader, AvroForm form, out DateTime value) =>
        Moments.TryDateTime(reader.Long(), form.Writer.Unit, out value);
}
