using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// Puts staged rows in the place of a partition's. Where the run has an interval and the column is a date or time, the partition is the
/// interval (in UTC); else it is the set of values that the staged rows have.
/// </summary>
internal sealed class PartitionMerge(PostgresSession session, TableName table, StagedRows staged, TableFeed feed, Column column)
{
    private readonly string _column = Sql.Name(column.Name);

    private RunInterval? Interval =>
        column.Type.Kind is ColumnKind.Date or ColumnKind.DateTime or ColumnKind.Instant ? feed.Run.Interval : null;

    /// <summary>Every row must belong to the run's interval: others would never be replaced, or be so by a run that does not own
    /// them.</summary>
    public async Task CheckAsync(CancellationToken cancel)
    {
        if (Interval is not { } interval)
        {
            return;
        }

        var strays = await session.RowsAsync(
            $"SELECT count(*), min({_column})::text FROM {staged.Table} WHERE ({Inside(interval)}) IS NOT TRUE", cancel);
        if (strays[0][0] is long and > 0)
        {
            PipelineDefinition pipeline = feed.Run.Pipeline;
            throw new FlowException(new FlowError(
                "RT6014",
                $"{strays[0][0]} rows of the write to {table} do not belong to the interval {interval}",
                $"for example `{column.Name}` = {strays[0][1] ?? "null"}",
                "nothing was committed; reject or filter them (`where`), or partition by another column",
                pipeline.File,
                pipeline.Line));
        }
    }

    public async Task MergeAsync(CancellationToken cancel)
    {
        await session.ExecuteAsync("SET LOCAL work_mem = '256MB'", cancel);
        string where = Interval is { } interval
            ? Inside(interval)
            : $"{_column} IN (SELECT {_column} FROM {staged.Table}) OR ({_column} IS NULL AND EXISTS (SELECT FROM "
                + $"{staged.Table} WHERE {_column} IS NULL))";
        if (Interval is null)
        {
            // An interval has the run's own lock; a set of values has not.
            await session.ExecuteAsync($"LOCK TABLE {table.Quoted} IN SHARE ROW EXCLUSIVE MODE", cancel);
        }

        await session.ExecuteAsync($"DELETE FROM {table.Quoted} WHERE {where}", cancel);
        string list = string.Join(", ", feed.Columns.Select(c => Sql.Name(c.Name)));
        await session.ExecuteAsync($"INSERT INTO {table.Quoted} ({list}) SELECT {list} FROM {staged.Table}", cancel);
    }

    private string Inside(RunInterval interval) => $"{_column} >= {Literal(interval.Start)} AND {_column} < {Literal(interval.End)}";

    private string Literal(DateTimeOffset at)
    {
        string text = at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return column.Type.Kind == ColumnKind.Instant ? $"TIMESTAMPTZ '{text}+00'" : $"TIMESTAMP '{text}'";
    }
}
