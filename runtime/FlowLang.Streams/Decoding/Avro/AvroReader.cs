using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace FlowLang.Streams.Decoding;

/// <summary>
/// Reads a record in Avro's binary encoding (specification, "Binary Encoding"). Nothing is read outside of the record, and no bytes make it
/// do more work than a record of their length can ask for.
/// </summary>
/// <exception cref="AvroFormatException">By any member: the bytes are not of the schema.</exception>
public ref struct AvroReader(ReadOnlySpan<byte> record)
{
    private const int Deepest = 64;
    private const int LongestShown = 60;

    // Items without bytes (nulls, empty records) cost nothing to claim.
    private const int MostEmptyItems = 65_536;

    private readonly ReadOnlySpan<byte> _record = record;
    private long _items = record.Length + MostEmptyItems;
    private int _at;
    private int _start;
    private int _depth;

    private readonly int Rest => _record.Length - _at;

    /// <summary>The form of the value that comes: of a union the branch that is said before it.</summary>
    public AvroForm Choose(AvroForm form)
    {
        if (form.Way == AvroWay.Union)
        {
            form = form.Branches[Number(form.Branches.Length, "branches of a union")];
        }

        _start = _at;
        return form;
    }

    /// <summary>An int or a long.</summary>
    public long Long()
    {
        ulong value = 0;
        for (int shift = 0; _at < _record.Length; shift += 7)
        {
            byte next = _record[_at++];
            if (shift == 63 && next > 1)
            {
                throw new AvroFormatException("a number has more than 64 bits");
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        throw Cut();
    }

    public bool Bool() => Take(1)[0] switch
    {
        0 => false,
        1 => true,
        _ => throw new AvroFormatException("a boolean is neither 0 nor 1"),
    };

    public float Float() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>How many items of a list or map follow; 0 behind the last ones.</summary>
    public long Block()
    {
        long count = Long();
        if (count < 0)
        {
            Long();
            count = count == long.MinValue ? long.MaxValue : -count;
        }

        _items -= count;
        return _items >= 0 ? count : throw new AvroFormatException("a list claims more items than there are bytes");
    }

    /// <summary>The key of a map's entry.</summary>
    public string Key() => AvroValues.TryText(Counted(), out string key) ? key : throw new AvroFormatException("a key is not valid UTF-8");

    /// <summary>Nothing may follow.</summary>
    public readonly void End()
    {
        if (Rest > 0)
        {
            throw new AvroFormatException($"{Rest} bytes follow the record");
        }
    }

    /// <summary>What stands where <see cref="Choose"/> was called last, for a message.</summary>
    public readonly string Shown(AvroForm form)
    {
        AvroReader again = this;
        again._at = _start;
        return form.Writer.Kind switch
        {
            AvroKind.Int or AvroKind.Long => again.Long().ToString(CultureInfo.InvariantCulture),
            AvroKind.Float => again.Float().ToString(CultureInfo.InvariantCulture),
            AvroKind.Double => again.Double().ToString(CultureInfo.InvariantCulture),
            AvroKind.String => $"\"{Shorten(again.Counted())}\"",
            AvroKind.Enum => $"\"{form.Writer.Symbols[again.Number(form.Writer.Symbols.Length, "symbols")]}\"",
            AvroKind.Bytes => $"{again.Counted().Length} bytes",
            _ => $"{form.Writer}",
        };
    }

    /// <summary>Passes over a value.</summary>
    public void Skip(AvroForm form) => Skip(form.Writer);

    /// <summary>The bytes of a value that is bytes.</summary>
    internal ReadOnlySpan<byte> Raw(AvroForm form) => form.Way == AvroWay.Fixed ? Take(form.Writer.Size) : Counted();

    /// <summary>A number below a limit.</summary>
    internal int Number(int limit, string what)
    {
        long number = Long();
        return number >= 0 && number < limit ? (int)number : throw new AvroFormatException($"{number} is none of {limit} {what}");
    }

    private void Skip(AvroSchema schema)
    {
        switch (schema.Kind)
        {
            case AvroKind.Null:
                break;
            case AvroKind.Boolean:
                Take(1);
                break;
            case AvroKind.Int or AvroKind.Long or AvroKind.Enum:
                Long();
                break;
            case AvroKind.Float:
                Take(sizeof(float));
                break;
            case AvroKind.Double:
                Take(sizeof(double));
                break;
            case AvroKind.Bytes or AvroKind.String:
                Counted();
                break;
            case AvroKind.Fixed:
                Take(schema.Size);
                break;
            default:
                SkipParts(schema);
                break;
        }
    }

    private void SkipParts(AvroSchema schema)
    {
        if (++_depth > Deepest)
        {
            throw new AvroFormatException($"it is nested deeper than {Deepest} levels");
        }

        if (schema.Kind == AvroKind.Union)
        {
            Skip(schema.Branches[Number(schema.Branches.Length, "branches of a union")]);
        }

        foreach ((_, AvroSchema type) in schema.Fields)
        {
            Skip(type);
        }

        if (schema.Element is { } element)
        {
            for (long count = Block(); count > 0; count = Block())
            {
                for (; count > 0; count--)
                {
                    if (schema.Kind == AvroKind.Map)
                    {
                        Counted();
                    }

                    Skip(element);
                }
            }
        }

        _depth--;
    }

    private ReadOnlySpan<byte> Counted()
    {
        long length = Long();
        return length >= 0 && length <= Rest ? Take((int)length)
            : length < 0 ? throw new AvroFormatException("a length is negative")
            : throw Cut();
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > Rest)
        {
            throw Cut();
        }

        ReadOnlySpan<byte> taken = _record.Slice(_at, length);
        _at += length;
        return taken;
    }

    private static AvroFormatException Cut() => new("it ends inside of a value");

    private static string Shorten(ReadOnlySpan<byte> text) =>
        text.Length <= LongestShown ? Encoding.UTF8.GetString(text) : Encoding.UTF8.GetString(text[..LongestShown]) + "…";
}
