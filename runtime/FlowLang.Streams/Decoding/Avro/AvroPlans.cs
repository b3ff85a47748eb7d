using System.Buffers.Binary;
using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams.Decoding;

/// <summary>
/// The forms of a stream's records, one a schema: a record begins with a zero byte and the number of its schema (Confluent's wire format,
/// https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format). Of one lane.
/// </summary>
/// <param name="columns">The fields that are read.</param>
public sealed class AvroPlans(IAvroSchemas schemas, ImmutableArray<Column> columns)
{
    private const int HeadLength = 5;

    private readonly Dictionary<int, (AvroForm? Form, DecodeError Error)> _known = [];
    private AvroForm? _last;
    private int _lastId;

    /// <summary>Why records of a schema can't be read as these fields; null where they can.</summary>
    public static string? Problem(AvroSchema schema, ImmutableArray<Column> columns)
    {
        AvroResolver.Resolve(schema, columns, out string? problem);
        return problem;
    }

    /// <param name="value">The record's.</param>
    /// <param name="body">What stands behind its head.</param>
    /// <param name="form">How it is read.</param>
    public DecodeError Open(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> body, out AvroForm form)
    {
        body = default;
        form = Nothing;
        if (value.Length < HeadLength || value[0] != 0)
        {
            return DecodeErrors.Malformed(
                "it does not begin with a zero byte and the number of a schema, as records of a schema registry do");
        }

        int id = BinaryPrimitives.ReadInt32BigEndian(value[1..]);
        body = value[HeadLength..];
        if (_last is { } last && _lastId == id)
        {
            form = last;
            return DecodeError.None;
        }

        if (!_known.TryGetValue(id, out var known))
        {
            known = Resolve(id);
        }

        if (known.Form is { } resolved)
        {
            (_last, _lastId, form) = (resolved, id, resolved);
        }

        return known.Error;
    }

    private static AvroForm Nothing { get; } = new(AvroWay.Refused, new AvroSchema(AvroKind.Null, "null"));

    // A number that nobody knows yet may be known later.
    private (AvroForm? Form, DecodeError Error) Resolve(int id)
    {
        string? problem;
        AvroForm? form = null;
        try
        {
            if (schemas.Find(id) is not { } schema)
            {
                return (null, DecodeErrors.UnknownSchema(id));
            }

            form = AvroResolver.Resolve(schema, columns, out problem);
        }
        catch (AvroSchemaException e)
        {
            problem = $"it is no schema of Avro: {e.Message}";
        }

        var known = problem is null ? (form, DecodeError.None) : (null, DecodeErrors.OtherSchema(id, problem));
        _known.Add(id, known);
        return known;
    }
}
