using System.Collections.Immutable;
using FlowLang.Connectors.Files;
using FlowLang.Connectors.Spark;
using FlowLang.Runtime;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;

namespace FlowLang.Driver.Locking;

/// <summary>Parquet files that flowc does not have, looked at through a cluster of the program that has them under the same path.</summary>
internal sealed class ClusterIntrospection(EndpointOpener opener, BoundProgram program, Func<BatchRun> dryRun)
{
    /// <summary>No file matches.</summary>
    private const string NoFile = "RT2001";

    private readonly ConnectionSymbol? _cluster =
        program.Pipelines.Select(p => p.Engine).FirstOrDefault(e => e?.Connector.Name == "spark");

    /// <summary>Whether an error of looking here is a reason to look there.</summary>
    public bool CanLook(SourceSymbol source, FlowException here) =>
        _cluster is not null && here.Error.Code == NoFile && opener.Open(source.Endpoint, []) is ParquetSource;

    /// <summary>The live columns, and how the declared ones fail to fit them.</summary>
    public async Task<(ImmutableArray<LiveColumn> Live, ImmutableArray<string> Breaches)> LookAsync(
        SourceSymbol source, ImmutableArray<Column> declared, CancellationToken cancel)
    {
        if (_cluster is null || opener.Open(source.Endpoint, declared) is not ParquetSource files)
        {
            throw new System.Diagnostics.UnreachableException(source.Name);
        }

        await using BatchRun run = dryRun();
        await using SparkBatch spark = await SparkBatch.OpenAsync(run, opener.Spark(_cluster), cancel);
        ImmutableArray<LiveColumn> live = await spark.DescribeAsync(files, cancel);
        ImmutableArray<string> breaches = declared.IsEmpty
            ? []
            : await SourceIntrospection.BreachesAsync(() => spark.ReadAsync(files, source.Name, cancel));
        return (live, breaches);
    }
}
