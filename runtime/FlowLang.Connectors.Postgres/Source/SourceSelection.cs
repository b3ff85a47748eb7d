using System.Collections.Immutable;

namespace FlowLang.Connectors.Postgres;

/// <summary>What a run asks of a source: some of its columns, of the rows that all filters keep.</summary>
/// <param name="Columns">By their names at the source.</param>
public sealed record SourceSelection(ImmutableArray<string> Columns)
{
    public ImmutableArray<SourceFilter> Filters { get; init; } = [];

    /// <summary>The rows go to a table as they come, in the order of <see cref="Columns"/>; the engine gets none.</summary>
    public bool Passes { get; init; }

    /// <summary><c> WHERE …</c>; empty for all rows.</summary>
    internal string Where => Condition(Filters) is { Length: > 0 } all ? $" WHERE {all}" : "";

    /// <summary>How many rows each counted filter takes of those that the ones before it leave; null where none is counted.</summary>
    internal string? CountSql(string from)
    {
        var counted = Filters.Where(f => f.Step is not null).ToList();
        IEnumerable<string> counts = counted.Select((f, i) =>
            $"count(*) FILTER (WHERE {Condition([.. counted.Take(i), new($"({f.Condition}) IS NOT TRUE")])})");
        string bounds = Condition([.. Filters.Where(f => f.Step is null)]);
        return counted.Count == 0
            ? null
            : $"SELECT {string.Join(", ", counts)} FROM {from}{(bounds.Length > 0 ? $" WHERE {bounds}" : "")}";
    }

    private static string Condition(IEnumerable<SourceFilter> filters) => string.Join(" AND ", filters.Select(f => f.Condition));
}
