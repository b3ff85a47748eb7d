using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

public sealed partial class DuckDbSession
{
    /// <summary>The first rows of a relation as texts, null for null.</summary>
    internal async Task<ImmutableArray<ImmutableArray<string?>>> PrintedAsync(
        string relation, ImmutableArray<Column> columns, int limit, string work, CancellationToken cancel)
    {
        string items = string.Join(", ", columns.Select(c => $"{Sql.Printed(Sql.Name(c.Name), c.Type)} AS {Sql.Name(c.Name)}"));
        var rows = await RowsAsync($"SELECT {items} FROM ({relation}) LIMIT {limit}", work, cancel);
        return [.. rows.Select(r => r.Select(c => c as string).ToImmutableArray())];
    }

    // Where it is what somebody wants to see.
    private async Task PreviewAsync(string relation, string sql, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        if (Run.Preview is { Table: null } preview && preview.Relation == relation)
        {
            var rows = await PrintedAsync(sql, columns, RowPreview.MostRows + 1, relation, cancel);
            var shown = rows.Take(RowPreview.MostRows).Select(row => row.Select(Shortened).ToImmutableArray()).ToImmutableArray();
            preview.Table = new RowTable(relation, columns, shown, rows.Length);
        }
    }

    private static string? Shortened(string? text) =>
        text?.Length > RowPreview.LongestText ? string.Concat(text.AsSpan(0, RowPreview.LongestText), "…") : text;

    private static string KeptOf(string sql, ImmutableArray<Column> columns, ImmutableArray<FailureSite> sites) => sites.IsEmpty
        ? sql
        : $"SELECT {string.Join(", ", columns.Select(c => Sql.Name(c.Name)))} FROM ({sql}) WHERE {FlagColumns.Site} IS NULL";
}
