using FlowLang.Streams.Decoding;

namespace FlowLang.Streams.Tests.Avro;

/// <summary>Schemas in memory by their numbers.</summary>
internal sealed class KnownSchemas(params IEnumerable<(int Id, string Schema)> schemas) : IAvroSchemas
{
    private readonly Dictionary<int, string> _schemas = schemas.ToDictionary(s => s.Id, s => s.Schema);

    /// <summary>How often one was asked for.</summary>
    public int Asked { get; private set; }

    public AvroSchema? Find(int id)
    {
        Asked++;
        return _schemas.TryGetValue(id, out string? schema) ? AvroSchema.Parse(schema) : null;
    }
}
