using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>The records of a topic that are there when a run starts, one JSON object each; only a cluster reads them.</summary>
public sealed class ClusterTopicSource(TopicPlace place, ImmutableArray<Column> columns) : BatchSource
{
    public override string Name => place.Title;

    public override ImmutableArray<Column> Columns => columns;

    internal TopicPlace Place => place;

    public override Task<SourceRead> OpenAsync(DuckDbSession duck, string relation, CancellationToken cancel) =>
        throw SparkErrors.TopicOnlyThere(Name);

    public override Task<ImmutableArray<LiveColumn>> DescribeAsync(DuckDbSession duck, CancellationToken cancel) =>
        throw SparkErrors.TopicOnlyThere(Name);
}
