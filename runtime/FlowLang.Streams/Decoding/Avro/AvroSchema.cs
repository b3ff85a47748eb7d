using System.Collections.Immutable;

namespace FlowLang.Streams.Decoding;

/// <summary>A writer's schema. Records can contain themselves, so it is filled after it is made.</summary>
public sealed class AvroSchema
{
    internal AvroSchema(AvroKind kind, string name) => (Kind, Name) = (kind, name);

    internal AvroKind Kind { get; }

    /// <summary>The full name of a record, enum or fixed; of others the type's.</summary>
    internal string Name { get; }

    internal AvroMeaning Meaning { get; init; }

    /// <summary>Of a date or time.</summary>
    internal DebeziumKind Unit { get; init; }

    /// <summary>Of a decimal.</summary>
    internal int Scale { get; init; }

    /// <summary>Of a fixed, in bytes.</summary>
    internal int Size { get; init; }

    /// <summary>Of an enum.</summary>
    internal ImmutableArray<string> Symbols { get; init; } = [];

    /// <summary>Of a record, in the order in which they are written.</summary>
    internal ImmutableArray<(string Name, AvroSchema Type)> Fields { get; set; } = [];

    /// <summary>Of an array or a map; null for others.</summary>
    internal AvroSchema? Element { get; init; }

    /// <summary>Of a union.</summary>
    internal ImmutableArray<AvroSchema> Branches { get; init; } = [];

    /// <summary>As messages have it: `long (timestamp-millis)`.</summary>
    public override string ToString() => Kind switch
    {
        AvroKind.Union => $"union of {string.Join(", ", Branches)}",
        AvroKind.Record or AvroKind.Enum or AvroKind.Fixed => $"{Word} {Name}",
        AvroKind.Array or AvroKind.Map => $"{Word} of {Element?.Word}",
        _ => Meaning == AvroMeaning.Plain ? Word : $"{Word} ({Meaning.ToString().ToLowerInvariant()})",
    };

    private string Word => Kind.ToString().ToLowerInvariant();

    /// <param name="text">The schema in JSON.</param>
    /// <param name="references">Schemas in JSON whose names it uses, each behind those whose names it uses itself.</param>
    /// <exception cref="AvroSchemaException">It is none.</exception>
    public static AvroSchema Parse(string text, params IEnumerable<string> references)
    {
        ArgumentNullException.ThrowIfNull(references);
        AvroSchemaParser parser = new();
        foreach (string reference in references)
        {
            parser.Parse(reference);
        }

        return parser.Parse(text);
    }
}
