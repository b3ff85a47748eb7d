using System.Collections.Immutable;
using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using Scriban.Runtime;

namespace FlowLang.Emit.CSharp;

/// <summary>The files that a program has once: entry point, connections, sources, manifest and unit.</summary>
internal sealed class ProgramFiles(
    LogicalProgram program, ImmutableArray<BatchPlan> plans, ImmutableArray<StreamPlan> streams, ProgramNames names, EmitOptions options)
{
    public string Program(string type) => FileTemplate.Render("Program", Values(
        ("class", type), ("name_text", Literals.Text(options.ProgramName)), ("source_hash", options.SourceHash),
        ("parameters", FileTemplate.List(program.Bound.Parameters.Select(Parameter))),
        ("secrets", FileTemplate.List(program.Bound.Secrets.Select(Secret))),
        ("store", program.Bound.Secrets.Any(s => s.Kind == SecretSymbol.Google) ? GoogleEmitter.Secrets : ""),
        ("environments", FileTemplate.List(program.Bound.Environments.Select(Environment))),
        ("namespaces", FileTemplate.List(names.Namespaces)),
        ("probes", FileTemplate.List([.. UsedConnections().SelectMany(Probes), .. Told().Select(NoticeProbe)])),
        ("notifiers", FileTemplate.List(Told().Select(Notifier))),
        ("ledger", program.Bound.Ledger is { } ledger ? Names.Pascal(ledger.Name) : ""),
        ("pools", FileTemplate.List(program.Bound.Pools.Select(Pool))), ("pipelines", FileTemplate.List(Pipelines().Select(Pipeline)))));

    public string Connections() => FileTemplate.Render("Connections", Values(
        ("namespaces", FileTemplate.List(names.ConnectorNamespaces)),
        ("connections", FileTemplate.List([.. UsedConnections().Select(Connection), .. Told().Select(Connection)]))));

    public string Sources() => FileTemplate.Render("Sources", Values(
        ("namespaces", FileTemplate.List(names.ConnectorNamespaces)),
        ("sources", FileTemplate.List(UsedSources().Select(Source)))));

    public string Unit() => FileTemplate.Render("Unit", Values());

    private ScriptObject Values(params ReadOnlySpan<(string Name, object Value)> values)
    {
        ScriptObject result = FileTemplate.Values(values);
        result.Add("version", options.CompilerVersion);
        result.Add("name", options.ProgramName);
        return result;
    }

    private static string Parameter(ParameterSymbol parameter)
    {
        string text = $"new({Literals.Text(parameter.Name)}, {Literals.Type(parameter.Type.Type)}";
        text += parameter.Default is { } value ? $", {Literals.Text(ConstantText.Of(value), "null")})" : ")";
        return parameter.Allowed.IsEmpty
            ? text
            : $"{text} {{ Allowed = {Literals.List(parameter.Allowed.Select(a => Literals.Text(ConstantText.Of(a) ?? "")))} }}";
    }

    private static string Secret(SecretSymbol secret) =>
        $"new({Literals.Text(secret.Name)}, SecretOrigin.{Origin(secret)}, {Literals.Text(secret.Key)})";

    private static string Origin(SecretSymbol secret) => secret.Kind switch
    {
        "env" => "Environment",
        SecretSymbol.Google => "Store",
        _ => "File",
    };

    private static string Environment(Semantics.Bound.BoundEnvironment environment)
    {
        IEnumerable<string> values = environment.Values.Select(v =>
            $".Add({Literals.Text(v.Parameter.Name)}, {Literals.Text(ConstantText.Of(v.Value) ?? "")})");
        return $"new({Literals.Text(environment.Name)}, ImmutableDictionary<string, string>.Empty{string.Concat(values)})";
    }

    private static ScriptObject Connection(ConnectionSymbol connection) => FileTemplate.Values(
        ("place", $"{connection.Span.Source.Path}:{connection.Span.Line}"),
        ("type", NotifierEmitter.Type(connection.Connector.Name) ?? EndpointEmitter.ConnectionType(connection.Connector.Name) ?? ""),
        ("property", Names.Pascal(connection.Name)),
        ("value", NotifierEmitter.Type(connection.Connector.Name) is null
            ? EndpointEmitter.Connection(connection.Name, connection.Connector.Name, connection.Options)
            : NotifierEmitter.Value(connection)));

    private ScriptObject Source(SourceSymbol source)
    {
        ImmutableArray<RowField> columns = [.. source.Row.Fields.Where(f => !source.Exposes.Contains(f.Name))];
        return FileTemplate.Values(
            ("place", $"{source.Span.Source.Path}:{source.Span.Line}"),
            ("method", names.Source(source)),
            ("selects", source.Endpoint.Descriptor.TakesConditions),
            ("columns", FileTemplate.List(columns.Select(Literals.Column))),
            ("value", EndpointEmitter.Source(source.Name, source.Endpoint, columns)));
    }

    private IEnumerable<SourceSymbol> UsedSources() => plans
        .SelectMany(p => p.Operations.OfType<ReadSource>())
        .Select(r => r.Source)
        .Concat(streams.SelectMany(ReloadPlanner.Of).SelectMany(table => table.Sources))
        .DistinctBy(RelationKey.Of)
        .OrderBy(s => names.Source(s), StringComparer.Ordinal);

    private IEnumerable<string> Probes(ConnectionSymbol connection)
    {
        bool IsHere(BoundEndpoint endpoint) => endpoint.Connection?.Name == connection.Name;
        bool streamed = streams.SelectMany(OperationEndpoints.Targets).Any(IsHere);
        bool captured = streams.SelectMany(OperationEndpoints.Of).Any(e => e.Descriptor.Name == "cdc" && IsHere(e));
        bool isDatabase = connection.Connector.Name == "postgres";
        bool writes = Uses(OperationEndpoints.Targets, connection) || (streamed && !isDatabase);
        yield return EndpointEmitter.Probe(
            connection.Name, connection.Connector.Name, Uses(OperationEndpoints.Sources, connection), writes);
        if (isDatabase && (streamed || captured))
        {
            yield return EndpointEmitter.StreamsProbe(connection.Name, streamed, captured);
        }
    }

    private bool Uses(Func<BatchOperation, IEnumerable<BoundEndpoint>> endpoints, ConnectionSymbol connection) =>
        plans.SelectMany(p => p.Operations).SelectMany(endpoints).Any(e => e.Connection?.Name == connection.Name);

    private IEnumerable<ConnectionSymbol> Told() => program.Pipelines
        .SelectMany(p => p.Bound.OnFailure)
        .DistinctBy(c => c.Name)
        .OrderBy(c => c.Name, StringComparer.Ordinal);

    private static ScriptObject Notifier(ConnectionSymbol connection) => FileTemplate.Values(
        ("name", Literals.Text(connection.Name)), ("property", Names.Pascal(connection.Name)));

    private static string NoticeProbe(ConnectionSymbol connection) =>
        $"new NoticeProbe({Literals.Text(connection.Name)}, () => connections.{Names.Pascal(connection.Name)})";

    private static ScriptObject Pool(KeyValuePair<string, int> pool) =>
        FileTemplate.Values(("name", Literals.Text(pool.Key)), ("size", pool.Value));

    private ScriptObject Pipeline(LogicalPipeline pipeline) =>
        FileTemplate.Values(("name", Literals.Text(pipeline.Name)), ("type", Class(pipeline)));

    private string Class(LogicalPipeline pipeline) =>
        pipeline.IsStream ? $"{names.Space(pipeline)}.{names.Pipeline(pipeline)}" : names.Pipeline(pipeline);

    // In the program's order.
    private IEnumerable<LogicalPipeline> Pipelines()
    {
        string[] order = [.. program.Pipelines.Select(p => p.Name)];
        return plans.Select(p => p.Pipeline).Concat(streams.Select(s => s.Pipeline)).OrderBy(p => Array.IndexOf(order, p.Name));
    }

    private IEnumerable<ConnectionSymbol> UsedConnections() => plans
        .SelectMany(p => p.Operations)
        .SelectMany(o => OperationEndpoints.Sources(o).Concat(OperationEndpoints.Targets(o)))
        .Concat(streams.SelectMany(OperationEndpoints.Of))
        .Select(e => e.Connection)
        .Concat(plans.Select(p => p.Pipeline.Bound.Engine))
        .Append(program.Bound.Ledger)
        .OfType<ConnectionSymbol>()
        .Where(c => EndpointEmitter.ConnectionType(c.Connector.Name) is not null)
        .DistinctBy(c => c.Name)
        .OrderBy(c => c.Name, StringComparer.Ordinal);
}
