using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>What a run asks of a source: some of its columns, of the rows that all filters keep.</summary>
/// <param name="Columns">By their names at the source.</param>
public sealed record SourceSelection(ImmutableArray<string> Columns)
{
    public ImmutableArray<SourceFilter> Filters { get; init; } = [];

    /// <summary>The rows go to a table as they come, in the order of <see cref="Columns"/>; the engine gets none.</summary>
    public bool Passes { get; init; }

    /// <summary><c> WHERE …</c>; empty for all rows.</summary>
    internal string Where => Clause(Filters);

    /// <summary>A <c> WHERE …</c> of the filters that nobody counts; empty for all rows.</summary>
    internal string Bounds => Clause(Filters.Where(f => f.Step is null));

    /// <summary>How many rows within the bounds each counted filter takes of those that the ones before it leave.</summary>
    internal ImmutableArray<string> Counts
    {
        get
        {
            List<SourceFilter> counted = [.. Counted];
            return
            [
                .. counted.Select((f, i) =>
                    $"count(*) FILTER ({Clause([.. counted.Take(i), new($"({f.Condition}) IS NOT TRUE")]).TrimStart()})"),
            ];
        }
    }

    private IEnumerable<SourceFilter> Counted => Filters.Where(f => f.Step is not null);

    /// <summary>What <see cref="Counts"/> gave, by step.</summary>
    internal ImmutableArray<StepCount> Steps(IEnumerable<object?> counts) =>
    [
        .. Counted.Zip(counts, (f, n) => new StepCount(
            f.Step ?? "", FailureAction.Filter, f.Reason, Convert.ToInt64(n, CultureInfo.InvariantCulture))),
    ];

    private static string Clause(IEnumerable<SourceFilter> filters)
    {
        string all = string.Join(" AND ", filters.Select(f => f.Condition));
        return all.Length > 0 ? $" WHERE {all}" : "";
    }
}
