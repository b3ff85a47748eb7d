using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Postgres;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>Rows of the cluster to sinks. Which sinks there are the compiler has checked (FL5022).</summary>
internal static class SinkLoads
{
    public static Task<PreparedWrite> LoadAsync(SparkBatch spark, BatchSink sink, SparkRowSet rows, CancellationToken cancel) => sink switch
    {
        PostgresSink postgres => postgres.LoadAsync(new JdbcFeed(spark, postgres, rows), cancel),
        FileSink files => new ParquetFolder(spark, files, rows).WriteAsync(cancel),
        ClusterTopicSink topic => new TopicFeed(spark, topic, rows).AppendAsync(cancel),
        ConsoleSink console => new ConsoleFeed(spark, console, rows).ShowAsync(cancel),
        _ => throw new System.Diagnostics.UnreachableException(sink.Name),
    };
}
