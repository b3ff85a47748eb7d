using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Benchmarks.Load;

/// <summary>SQL of the shape that the compiler emits for a typed CSV source: casts guarded to the language's spellings, one site a column.</summary>
internal static class TypedSql
{
    public static ImmutableArray<FailureSite> Sites { get; } =
    [
        new FailureSite(1, FailureAction.Fail, "trips", "the record cannot be read", "load.flow", 1, 1),
        .. LoadData.Columns.Select((c, i) => new FailureSite(i + 2, FailureAction.Fail, "trips", $"{c.Name} is not {c.Type}", "load.flow", 1, 1)),
    ];

    public static string Text { get; } = Build();

    private static string Build()
    {
        var columns = LoadData.Columns;
        string casts = string.Join(", ", columns.Select(c => $"TRY_CAST({c.Name} AS {DuckDbTypes.Name(c.Type)}) AS {c.Name}, {c.Name} AS r_{c.Name}"));
        string guarded = string.Join(", ", columns.Select(c => $"{Guard(c)} AS {c.Name}, r_{c.Name}"));
        string sites = string.Join(" ", columns.Select((c, i) => $"WHEN {c.Name} IS NULL{(c.Nullable ? $" AND r_{c.Name} IS NOT NULL" : "")} THEN {i + 2}"));
        string input = string.Join(", ", columns.Select(c => $"'{c.Name}', r_{c.Name}"));
        string names = string.Join(", ", columns.Select(c => c.Name));
        return $"SELECT {names}, __site, CASE WHEN __site IS NOT NULL THEN CAST(json_object({input}) AS VARCHAR) END AS __input, __file, __row "
            + $"FROM (SELECT *, CASE WHEN __bad IS NOT NULL THEN 1 {sites} END AS __site "
            + $"FROM (SELECT {guarded}, __bad, __file, __row FROM (SELECT {casts}, __bad, __file, __row FROM trips)))";
    }

    private static string Guard(Column column)
    {
        string name = column.Name;
        string Spelled(string pattern) =>
            $"CASE WHEN CAST({name} AS VARCHAR) = r_{name} THEN {name} WHEN regexp_full_match(r_{name}, '{pattern}') THEN {name} END";
        return column.Type.Kind switch
        {
            ColumnKind.Int32 or ColumnKind.Int64 => Spelled("[+-]?[0-9]+"),
            ColumnKind.Decimal => Spelled("[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)"),
            ColumnKind.DateTime => Spelled("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?"),
            ColumnKind.Bool => $"CASE WHEN lower(r_{name}) = 'true' THEN true WHEN lower(r_{name}) = 'false' THEN false END",
            _ => name,
        };
    }
}
