using System.Collections.Immutable;
using FlowLang.Connectors.Spark.Protocol;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Spark;

/// <summary>What Spark tells of a relation without running it.</summary>
public sealed partial class SparkSession
{
    /// <summary>The columns as Spark resolves them; their native types are Spark's DDL.</summary>
    public async Task<ImmutableArray<LiveColumn>> SchemaAsync(SparkRelation relation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(relation);
        AnalyzePlanRequest request = new()
        {
            Schema = new AnalyzePlanRequest.Types.Schema { Plan = new Plan { Root = await RelationAsync(relation, cancel) } },
        };
        AnalyzePlanResponse response = await AnalyzeAsync(request, relation, cancel);
        return [.. response.Schema.Schema_.Struct.Fields.Select(
            field => new LiveColumn(field.Name, SparkTypes.Of(field.DataType), SparkTypes.Ddl(field.DataType), field.Nullable))];
    }

    /// <summary>Spark's plans as text: as written, analysed, optimized, and the physical one.</summary>
    public async Task<string> ExplainAsync(SparkRelation relation, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(relation);
        AnalyzePlanRequest request = new()
        {
            Explain = new AnalyzePlanRequest.Types.Explain
            {
                Plan = new Plan { Root = await RelationAsync(relation, cancel) },
                ExplainMode = AnalyzePlanRequest.Types.Explain.Types.ExplainMode.Extended,
            },
        };
        return (await AnalyzeAsync(request, relation, cancel)).Explain.ExplainString;
    }

    private Task<AnalyzePlanResponse> AnalyzeAsync(AnalyzePlanRequest request, SparkRelation relation, CancellationToken cancel) =>
        _calls.CallAsync(
            options => _calls.Client.AnalyzePlanAsync(_calls.From(request), options).ResponseAsync, WorkOf(relation), cancel);
}
