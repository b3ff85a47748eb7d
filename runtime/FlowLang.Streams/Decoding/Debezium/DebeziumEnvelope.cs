using System.Text.Json;

namespace FlowLang.Streams.Decoding;

/// <summary>
/// Debezium's change event around a row: `{ before, after, source, op }`, bare or as the `payload` beside a `schema`
/// (https://debezium.io/documentation/reference/stable/connectors/postgresql.html).
/// </summary>
public static class DebeziumEnvelope
{
    private const string Operations = "one of \"c\", \"r\", \"u\", \"d\"";

    /// <summary>Goes to the event's own object.</summary>
    /// <param name="reader">At the start of the record; then at the event's value.</param>
    /// <param name="record">All that it reads.</param>
    /// <param name="schema">The schema's text; empty where there is none.</param>
    public static DecodeError Open(ref Utf8JsonReader reader, ReadOnlySpan<byte> record, out ReadOnlySpan<byte> schema)
    {
        schema = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.Malformed("it is not a JSON object");
        }

        Utf8JsonReader member = reader;
        member.Read();
        if (member.TokenType != JsonTokenType.PropertyName || !(member.ValueTextEquals("schema"u8) || member.ValueTextEquals("payload"u8)))
        {
            return DecodeError.None;
        }

        bool hasPayload = false;
        for (; member.TokenType == JsonTokenType.PropertyName; member.Read())
        {
            bool isSchema = member.ValueTextEquals("schema"u8);
            bool isPayload = member.ValueTextEquals("payload"u8);
            member.Read();
            int start = (int)member.TokenStartIndex;
            if (isPayload)
            {
                reader = member;
                hasPayload = true;
            }

            member.Skip();
            schema = isSchema && member.TokenType == JsonTokenType.EndObject ? record[start..(int)member.BytesConsumed] : schema;
        }

        return !hasPayload || reader.TokenType == JsonTokenType.Null ? DecodeError.Skip
            : reader.TokenType != JsonTokenType.StartObject ? DecodeErrors.Malformed("its `payload` is not a JSON object")
            : DecodeError.None;
    }

    /// <summary>What became of the row, as the language says it.</summary>
    public static DecodeError Operation(ref Utf8JsonReader reader, out string op)
    {
        bool isValue = JsonValues.TryRaw(ref reader, out ReadOnlySpan<byte> text);
        op = text is not [var letter] || !isValue ? "" : Operation((char)letter);
        return op.Length > 0 ? DecodeError.None
            : NoOperation(text is [var known] ? (char)known : ' ')
            ?? DecodeErrors.NotOfType("op", Operations, ref reader);
    }

    /// <inheritdoc cref="Operation(ref Utf8JsonReader, out string)"/>
    public static DecodeError Operation(string text, out string op)
    {
        ArgumentNullException.ThrowIfNull(text);
        char letter = text is [var only] ? only : ' ';
        op = Operation(letter);
        return op.Length > 0 ? DecodeError.None : NoOperation(letter) ?? DecodeErrors.NotOfType("op", Operations, $"\"{text}\"");
    }

    /// <summary>The time of the commit, of `source.ts_us` or else `source.ts_ms`.</summary>
    public static DecodeError Committed(long? microseconds, long? milliseconds, out DateTime at)
    {
        at = default;
        DebeziumKind unit = microseconds is null ? DebeziumKind.Milliseconds : DebeziumKind.Microseconds;
        return (microseconds ?? milliseconds) is not { } count ? DecodeErrors.Missing("source.ts_ms")
            : Moments.TryDateTime(count, unit, out at) ? DecodeError.None
            : DecodeErrors.NotOfType("source.ts_ms", "an instant", $"{count}");
    }

    /// <summary>The position in the log and the time of the commit, of the member `source`; null where they are not there.</summary>
    public static DecodeError Source(ref Utf8JsonReader reader, out long? lsn, out DateTime? committedAt)
    {
        lsn = null;
        committedAt = null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return DecodeErrors.NotOfType("source", "an object", ref reader);
        }

        bool hasMicroseconds = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isLsn = reader.ValueTextEquals("lsn"u8);
            bool isMicroseconds = reader.ValueTextEquals("ts_us"u8);
            bool isKnown = isLsn || isMicroseconds || reader.ValueTextEquals("ts_ms"u8);
            reader.Read();
            if (!isKnown || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
                continue;
            }

            if (!JsonValues.TryInt64(ref reader, out long number))
            {
                return DecodeErrors.NotOfType(isLsn ? "source.lsn" : "source.ts_ms", "an int64", ref reader);
            }

            if (isLsn)
            {
                lsn = number;
            }
            else if (isMicroseconds || !hasMicroseconds)
            {
                hasMicroseconds = isMicroseconds;
                if (!Moments.TryDateTime(number, hasMicroseconds ? DebeziumKind.Microseconds : DebeziumKind.Milliseconds, out DateTime at))
                {
                    return DecodeErrors.NotOfType("source.ts_ms", "an instant", ref reader);
                }

                committedAt = at;
            }
        }

        return DecodeError.None;
    }

    private static string Operation(char letter) => letter switch
    {
        'c' => "insert",
        'r' => "snapshot",
        'u' => "update",
        'd' => "delete",
        _ => "",
    };

    private static DecodeError? NoOperation(char letter) => letter switch
    {
        'm' => DecodeError.Skip,
        't' => DecodeErrors.NoRow("the table was truncated: which rows went is not known"),
        _ => null,
    };
}
