using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FlowLang.Emit.CSharp;
using FlowLang.Emit.Sql;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Manifest;

/// <summary>
/// The manifest: what a program is, for tools and for `describe`. Schemas, plans, SQL, schedule, column lineage, and what it needs of the
/// systems it touches. Never a secret's value.
/// </summary>
internal sealed partial class ManifestEmitter
{
    private const int Version = 1;
    private readonly Utf8JsonWriter _json;

    private ManifestEmitter(Utf8JsonWriter json) => _json = json;

    public static string Emit(
        LogicalProgram program, ImmutableArray<EmittedPipeline> pipelines, ImmutableArray<EmittedStream> streams, EmitOptions options)
    {
        using MemoryStream stream = new();
        JsonWriterOptions format = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (Utf8JsonWriter json = new(stream, format))
        {
            new ManifestEmitter(json).Write(program, pipelines, streams, options);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    private void Write(
        LogicalProgram program, ImmutableArray<EmittedPipeline> pipelines, ImmutableArray<EmittedStream> streams, EmitOptions options)
    {
        _json.WriteStartObject();
        _json.WriteNumber("manifest", Version);
        _json.WriteString("name", options.ProgramName);
        _json.WriteString("compiler", options.CompilerVersion);
        _json.WriteString("source_hash", options.SourceHash);
        Array("parameters", program.Bound.Parameters, Parameter);
        Array("secrets", program.Bound.Secrets, Secret);
        Array("sources", [.. Sources(pipelines)], Source);
        Lineage lineage = new(program);
        Array<Action>(
            "pipelines",
            [.. pipelines.Select(p => (Action)(() => Pipeline(p, lineage))), .. streams.Select(s => (Action)(() => Stream(s, lineage)))],
            write => write());
        Array("grants", [.. Grants.Of(pipelines), .. Grants.OfStreams(program, options.ProgramName)], Grant);
        _json.WriteEndObject();
    }

    private void Array<T>(string name, ImmutableArray<T> items, Action<T> write)
    {
        _json.WriteStartArray(name);
        foreach (T item in items)
        {
            _json.WriteStartObject();
            write(item);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void Parameter(ParameterSymbol parameter)
    {
        _json.WriteString("name", parameter.Name);
        _json.WriteString("type", $"{parameter.Type}");
        if (parameter.Default is { } value)
        {
            _json.WriteString("default", ConstantText.Of(value));
        }

        if (!parameter.Allowed.IsEmpty)
        {
            _json.WriteStartArray("allowed");
            foreach (BoundLiteral allowed in parameter.Allowed)
            {
                _json.WriteStringValue(ConstantText.Of(allowed));
            }

            _json.WriteEndArray();
        }
    }

    private void Secret(SecretSymbol secret)
    {
        _json.WriteString("name", secret.Name);
        _json.WriteString("from", $"{secret.Kind}(\"{secret.Key}\")");
    }

    private static IEnumerable<SourceSymbol> Sources(ImmutableArray<EmittedPipeline> pipelines) => pipelines
        .SelectMany(p => p.Plan.Operations.OfType<ReadSource>())
        .Select(r => r.Source)
        .DistinctBy(RelationKey.Of)
        .OrderBy(s => s.Name, StringComparer.Ordinal)
        .ThenBy(s => s.Span.Source.Path, StringComparer.Ordinal);

    private void Source(SourceSymbol source)
    {
        _json.WriteString("name", source.Name);
        _json.WriteString("from", EndpointText.Of(source.Endpoint));
        _json.WriteString("declared", $"{source.Span}");
        Array("columns", source.Row.Fields, Column);
    }

    private void Column(RowField field)
    {
        _json.WriteString("name", field.Name);
        _json.WriteString("type", $"{field.Type}");
        if (field.IsKey)
        {
            _json.WriteBoolean("key", true);
        }
    }

    private void Pipeline(EmittedPipeline pipeline, Lineage lineage)
    {
        BoundPipeline bound = pipeline.Plan.Pipeline.Bound;
        _json.WriteString("name", pipeline.Name);
        _json.WriteString("declared", $"{bound.Span}");
        _json.WriteString("code", pipeline.FileName);
        if (PipelineFields.Schedule(bound.Schedule) is { } schedule)
        {
            _json.WriteString("schedule", schedule);
        }

        if (bound.Partition is { } partition)
        {
            _json.WriteString("partition", partition.Unit.ToString().ToLowerInvariant());
            _json.WriteString(
                "partition_start", partition.Start.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
            if (partition.Lookback > 0)
            {
                _json.WriteNumber("lookback", partition.Lookback);
            }
        }

        if (!bound.After.IsEmpty)
        {
            _json.WriteStartArray("after");
            bound.After.ToList().ForEach(_json.WriteStringValue);
            _json.WriteEndArray();
        }

        Array("steps", pipeline.Steps, Step);
        Array("lineage", [.. pipeline.Plan.Pipeline.Writes.SelectMany(lineage.Of)], Edge);
    }

    private void Step(EmittedStep step)
    {
        _json.WriteString("kind", step.Operation switch { ReadSource => "read", StageRelation => "stage", _ => "write" });
        _json.WriteString("relation", step.Operation.Relation);
        _json.WriteString("declared", $"{step.Operation.Span}");
        switch (step.Operation)
        {
            case ReadSource read:
                _json.WriteString("source", EndpointText.Of(read.Source.Endpoint));
                if (step.Selection is { } asked)
                {
                    _json.WriteString("sql", asked.Sql);
                }

                return;
            case StageRelation stage:
                _json.WriteString("plan", PlanPrinter.Print(stage.Query));
                Inputs(stage.Query);
                break;
            case WriteRelation write:
                _json.WriteString("sink", EndpointText.Of(write.Write.Sink));
                _json.WriteString("mode", ModeText.Of(write.Write.Mode));
                _json.WriteString("rejects", write.Write.Rejects is { } rejects ? EndpointText.Of(rejects) : "discard");
                _json.WriteString("plan", PlanPrinter.Print(write.Query));
                Inputs(write.Query);
                break;
        }

        if (step.Query is not { } query)
        {
            return;
        }

        _json.WriteString("sql", query.Sql);
        Array("columns", query.Columns, Column);
        Array("sites", query.Sites, Site);
        if (!query.Counts.IsEmpty)
        {
            Array("filters", query.Counts, Count);
        }

        Array("expectations", step.Checks, Check);
    }

    /// <summary>The relations of earlier steps that a query reads.</summary>
    private void Inputs(LogicalNode query)
    {
        _json.WriteStartArray("inputs");
        foreach (string relation in Relations(query).Distinct(StringComparer.Ordinal))
        {
            _json.WriteStringValue(relation);
        }

        _json.WriteEndArray();
    }

    private static IEnumerable<string> Relations(LogicalNode node) => node switch
    {
        ScanNode scan => [scan.Relation],
        StreamScanNode scan => [scan.Stream.Name],
        StagedNode staged => [staged.Relation],
        _ => node.Inputs.SelectMany(Relations),
    };

    private void Site(FailureSite site)
    {
        _json.WriteNumber("id", site.Id);
        _json.WriteString("action", site.Action.ToString().ToLowerInvariant());
        _json.WriteString("step", site.Step);
        _json.WriteString("reason", site.Reason);
        _json.WriteString("declared", $"{site.Span}");
    }

    private void Count(EmittedCount count)
    {
        _json.WriteString("step", count.Site.Step);
        _json.WriteString("reason", count.Site.Reason);
        _json.WriteString("declared", $"{count.Site.Span}");
        _json.WriteString("sql", count.Sql);
    }

    private void Check(EmittedCheck check)
    {
        _json.WriteString("name", check.Check.Expectation.Name);
        _json.WriteString("severity", check.Check.Expectation.Severity.ToString().ToLowerInvariant());
        _json.WriteString("sql", check.Sql);
    }

    private void Edge(LineageEdge edge)
    {
        _json.WriteString("column", $"{edge.Relation}.{edge.Column}");
        _json.WriteStartArray("from");
        edge.Sources.ToList().ForEach(_json.WriteStringValue);
        _json.WriteEndArray();
    }

    private void Grant(Grant grant)
    {
        _json.WriteString("connection", grant.Connection);
        _json.WriteString("on", grant.Target);
        _json.WriteString("needs", grant.Needs);
    }
}
