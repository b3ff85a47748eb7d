using System.Collections.Immutable;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>Parquet files to be read there.</summary>
/// <param name="Name">The source as the user knows it.</param>
/// <param name="Columns">The columns the program was compiled for.</param>
/// <param name="NeedsOrigin">Whether a query reads which file and row a record is from.</param>
/// <param name="ListAsync">Finds them.</param>
internal sealed record ParquetFiles(
    string Name, ImmutableArray<Column> Columns, bool NeedsOrigin, Func<CancellationToken, Task<ImmutableArray<DataFile>>> ListAsync)
{
    /// <summary>In a folder that this process and the cluster see under the same path, or the cluster alone.</summary>
    public static ParquetFiles Of(SparkBatch spark, ParquetSource source) => new(
        source.Name, source.Columns, source.NeedsOrigin,
        async cancel => (await ClusterListing.MatchAsync(
            spark, () => source.Match(spark.Run), source.PlaceOf(spark.Run), source.Name, cancel)).Files);

    /// <summary>At addresses that both reach.</summary>
    public static ParquetFiles Of(SparkBatch spark, IClusterFiles source) => new(
        source.Name, source.Columns, source.NeedsOrigin, cancel => source.ListAsync(spark.Run, cancel));
}
