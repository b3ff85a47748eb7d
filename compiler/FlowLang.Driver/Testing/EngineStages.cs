using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Emit.Sql;
using FlowLang.Runtime;
using PlannedSite = FlowLang.Planning.Batch.FailureSite;

namespace FlowLang.Driver.Testing;

/// <summary>Emitted queries as what the session of the embedded engine takes.</summary>
internal static class EngineStages
{
    public static Stage Of(string relation, EmittedQuery query) => new(relation)
    {
        Sql = query.Sql,
        Columns = Columns(query),
        Sites = Sites(query),
        Filters = Filters(query),
    };

    public static ImmutableArray<Column> Columns(EmittedQuery query) => [.. query.Columns.Select(ColumnTypes.Of)];

    public static ImmutableArray<FailureSite> Sites(EmittedQuery query) => [.. query.Sites.Select(Site)];

    public static ImmutableArray<FilterCount> Filters(EmittedQuery query) =>
        [.. query.Counts.Select(c => new FilterCount(Site(c.Site), c.Sql))];

    private static FailureSite Site(PlannedSite site) => new(
        site.Id, Enum.Parse<FailureAction>(site.Action.ToString()), site.Step, site.Reason, site.Span.Source.Path, site.Span.Line,
        site.Span.Column);
}
