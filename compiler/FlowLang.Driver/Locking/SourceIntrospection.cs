using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Driver.Locking;

/// <summary>The columns of a live source: from the catalog or the file's own schema, else (CSV, JSON lines) from its values.</summary>
internal static class SourceIntrospection
{
    private static int _relations;

    /// <summary>Null where the source is of a kind that flowc does not look into.</summary>
    public static async Task<(RowType Row, ImmutableArray<string> Notes)?> DescribeAsync(
        EndpointOpener opener, DuckDbSession duck, SourceSymbol source, CancellationToken cancel)
    {
        if (opener.Open(source.Endpoint, []) is not { } probe)
        {
            return null;
        }

        ImmutableArray<LiveColumn> live = await probe.DescribeAsync(duck, cancel);
        if (source.Endpoint.Descriptor.ReadsText)
        {
            ImmutableArray<Column> texts = [.. live.Select(c => new Column(c.Name, ColumnType.Text, Nullable: true))];
            string relation = await OpenAsync(opener, duck, source, texts, cancel);
            DateFormats formats = DateFormats.Of(source.Endpoint);
            RowType inferred = await TextInference.InferAsync(duck, relation, [.. live.Select(c => c.Name)], formats, cancel);
            return (new RowType([.. inferred.Fields.Zip(live, Known)]), []);
        }

        (RowType row, ImmutableArray<string> notes) = RowOf(live);
        return source.Endpoint.Connector.Name is "files" or "gcs" or "http"
            ? (await WithoutNullsAsync(opener, duck, source, live, row, cancel), notes)
            : (row, notes);
    }

    // What the source itself knows of a column goes before what its values look like.
    private static RowField Known(RowField inferred, LiveColumn live) => live.Type is { } type
        ? inferred with { Type = new TypeRef(TypeText.Parse($"{type}").Type, inferred.Type.Nullable) }
        : inferred;

    /// <summary>What an executable that was compiled for these columns would refuse, a line a column.</summary>
    public static Task<ImmutableArray<string>> BreachesAsync(
        EndpointOpener opener, DuckDbSession dryRun, SourceSymbol source, ImmutableArray<Column> columns, CancellationToken cancel) =>
        BreachesAsync(() => OpenAsync(opener, dryRun, source, columns, cancel));

    /// <summary>What opening a source in a dry run says of its columns.</summary>
    public static async Task<ImmutableArray<string>> BreachesAsync(Func<Task> open)
    {
        try
        {
            await open();
            return [];
        }
        catch (FlowException e) when (e.Error.Kind == ErrorKind.Schema)
        {
            return [.. (e.Error.Why ?? e.Error.Message).Split('\n')];
        }
    }

    public static (RowType Row, ImmutableArray<string> Notes) RowOf(ImmutableArray<LiveColumn> columns) => (
        new RowType(
        [
            .. from column in columns
               where column.Type is not null
               let type = TypeText.Parse($"{column.Type}")
               select new RowField(column.Name, column.Nullable ? type.OrNull : type, column.IsKey),
        ]),
        [.. columns.Where(c => c.Type is null).Select(c => $"{c.Name} is left out: FlowLang has no type for {c.NativeType}")]);

    /// <summary>Writers of Parquet mark every column as optional, so whether one has nulls is asked of the data.</summary>
    private static async Task<RowType> WithoutNullsAsync(
        EndpointOpener opener, DuckDbSession duck, SourceSymbol source, ImmutableArray<LiveColumn> live, RowType row,
        CancellationToken cancel)
    {
        ImmutableArray<Column> columns =
            [.. live.Where(c => c.Type is not null).Select(c => new Column(c.Name, c.Type ?? ColumnType.Text, Nullable: true))];
        if (columns.IsEmpty)
        {
            return row;
        }

        string relation = await OpenAsync(opener, duck, source, columns, cancel);
        string counts = string.Join(", ", columns.Select(c => $"count(*) = 0 OR count({Sql.Name(c.Name)}) < count(*)"));
        ImmutableArray<object?> found =
            (await duck.RowsAsync($"SELECT {counts} FROM {Sql.Name(relation)}", "the count of nulls", cancel))[0];
        return new RowType([.. row.Fields.Select((f, i) => f with { Type = new TypeRef(f.Type.Type, found[i] is true) })]);
    }

    private static async Task<string> OpenAsync(
        EndpointOpener opener, DuckDbSession duck, SourceSymbol source, ImmutableArray<Column> columns, CancellationToken cancel)
    {
        string relation = $"{source.Name}_{Interlocked.Increment(ref _relations)}";
        if (opener.Open(source.Endpoint, columns) is { } typed)
        {
            await duck.ReadAsync(typed, relation, cancel);
        }

        return relation;
    }
}
