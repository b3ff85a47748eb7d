using System.Collections.Immutable;
using System.Text.Json;
using FlowLang.Connectors.DuckDb;
using FlowLang.Semantics.Bound;

namespace FlowLang.Driver.Testing;

/// <summary>What a comparison of relations finds.</summary>
internal static class Differences
{
    private const string Missing = "missing ";

    /// <summary>The check gives one line a difference: `missing` or `unexpected`, and the row as JSON.</summary>
    public static async Task<IEnumerable<RowDifference>> AskAsync(DuckDbSession duck, string sql, CancellationToken cancel)
    {
        ImmutableArray<object?> found = (await duck.RowsAsync(sql, "the comparison with the expected rows", cancel))[0];
        return $"{found[1]}".Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Difference);
    }

    /// <summary>Says of which `expect` they are.</summary>
    public static IEnumerable<RowDifference> Of(BoundExpected expected, IEnumerable<RowDifference> differences) =>
        differences.Select(difference => difference with { Expected = expected });

    private static RowDifference Difference(string line)
    {
        using JsonDocument row = JsonDocument.Parse(line[line.IndexOf('{', StringComparison.Ordinal)..]);
        return new RowDifference(
            line.StartsWith(Missing, StringComparison.Ordinal),
            [.. row.RootElement.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Text(p.Value)))]);
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => value.GetString(),
        _ => value.GetRawText(),
    };
}
