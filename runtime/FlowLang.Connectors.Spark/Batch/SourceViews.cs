using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Postgres;

namespace FlowLang.Connectors.Spark;

/// <summary>What a source gave: <paramref name="Rows"/> counted by the source itself, null where it can't tell.</summary>
internal sealed record SourceRows(string Source, long? Rows, long? Bytes, int Files);

/// <summary>Sources as views of a session. Which sources there are the compiler has checked (FL5022).</summary>
internal static class SourceViews
{
    public static Task<SourceRows> DefineAsync(SparkBatch spark, BatchSource source, string relation, CancellationToken cancel) =>
        source switch
        {
            ParquetSource parquet => new ParquetView(spark, ParquetFiles.Of(spark, parquet)).DefineAsync(relation, cancel),
            IClusterFiles files => new ParquetView(spark, ParquetFiles.Of(spark, files)).DefineAsync(relation, cancel),
            CsvSource csv => new CsvView(spark, csv).DefineAsync(relation, cancel),
            JsonLinesSource json => new JsonView(spark, json).DefineAsync(relation, cancel),
            ClusterTopicSource topic => new TopicView(spark, topic).DefineAsync(relation, cancel),
            PostgresSource postgres => new JdbcView(spark, postgres).DefineAsync(relation, cancel),
            _ => throw new System.Diagnostics.UnreachableException(source.Name),
        };
}
