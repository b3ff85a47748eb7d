using System.Collections.Immutable;
using System.Text.Json;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>What of a snapshot is still to be read: rows of a table behind a key, and the tables after it.</summary>
/// <param name="Table">Its number.</param>
/// <param name="After">Texts of the key of the last row that was read; none before the first.</param>
internal sealed record SnapshotRest(int Table, ImmutableArray<string> After)
{
    public static SnapshotRest All { get; } = new(0, []);

    public static SnapshotRest Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement[] parts = [.. document.RootElement.EnumerateArray()];
        return new SnapshotRest(parts[0].GetInt32(), [.. parts.Skip(1).Select(p => p.GetString() ?? "")]);
    }

    public override string ToString() => JsonSerializer.Serialize<object[]>([Table, .. After]);
}
