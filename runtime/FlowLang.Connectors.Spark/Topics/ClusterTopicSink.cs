using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>
/// A topic that Spark's tasks append a batch to. They take part in no transaction: a task that is repeated, or a run, appends its records
/// again.
/// </summary>
/// <param name="place">The topic.</param>
/// <param name="valueSql">A record's value, of the columns that are written.</param>
/// <param name="keySql">Its key; null for none.</param>
public sealed class ClusterTopicSink(TopicPlace place, string valueSql, string? keySql) : BatchSink
{
    public override string Name => place.Title;

    internal TopicPlace Place => place;

    internal string ValueSql => valueSql;

    internal string? KeySql => keySql;

    public override Task<string> CheckAsync(BatchRun run, ImmutableArray<Column> columns, CancellationToken cancel) =>
        Task.FromResult("appends records, at least once");

    public override Task<PreparedWrite> PrepareAsync(SinkInput input, CancellationToken cancel) => throw SparkErrors.TopicOnlyThere(Name);
}
