using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>
/// A source that makes its rows: the value in a row and column depends on the seed, the row's number and the column's name alone, so any
/// part of it is the same everywhere. Column <c>i</c> of <paramref name="generators"/> makes column <c>i</c> of <paramref
/// name="columns"/>.
/// </summary>
public sealed class GeneratorSource(
    string name, long rows, long seed, ImmutableArray<Column> columns, ImmutableArray<ColumnGenerator> generators) : BatchSource
{
    public override string Name => $"generator {name}";

    public override ImmutableArray<Column> Columns => columns;

    public override async Task<SourceRead> OpenAsync(DuckDbSession duck, string relation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(duck);
        var writer = new GeneratorSql(name);
        var items = columns.Zip(generators).Select(p => $"{writer.Column(p.First, p.Second)} AS {Sql.Name(p.First.Name)}").ToList();
        var scan = new RandomScan(rows, seed, writer.Streams);
        string numbers = "numbers_" + relation;
        await duck.DefineAsync(numbers, scan, cancel);
        await duck.ExecuteAsync(
            $"CREATE OR REPLACE TEMP VIEW {Sql.Name(relation)} AS SELECT {string.Join(", ", items)}, NULL::VARCHAR AS {FlagColumns.File}, "
            + $"{RandomScan.RowColumn} + 1 AS {FlagColumns.Row}, NULL::VARCHAR AS {FlagColumns.Bad} FROM {Sql.Name(numbers)}",
            Name,
            cancel);
        return new Generated(scan);
    }

    public override Task<ImmutableArray<LiveColumn>> DescribeAsync(DuckDbSession duck, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<LiveColumn>>(
            [.. columns.Select(c => new LiveColumn(c.Name, c.Type, DuckDbTypes.Name(c.Type), c.Nullable))]);

    private sealed class Generated(RandomScan scan) : SourceRead
    {
        public override long? Rows => scan.Yielded;
    }
}
