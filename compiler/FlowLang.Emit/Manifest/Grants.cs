using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;

namespace FlowLang.Emit.Manifest;

/// <summary>What the program's user needs on a system.</summary>
internal sealed record Grant(string Connection, string Target, string Needs);

/// <summary>Collects what the sources and sinks of a program need.</summary>
internal static class Grants
{
    public static IEnumerable<Grant> Of(ImmutableArray<EmittedPipeline> pipelines) => pipelines
        .SelectMany(p => p.Plan.Operations)
        .SelectMany(Of)
        .Distinct()
        .OrderBy(g => (g.Connection, g.Target, g.Needs));

    /// <summary>What reading the changes of tables needs, for pipelines that carry them and streams of them.</summary>
    public static IEnumerable<Grant> OfCaptures(LogicalProgram program) => program.Pipelines
        .SelectMany(p => p.Bound.Writes.SelectMany(w => w.Stream?.Streams ?? []).Select(s => s.Endpoint)
            .Concat(p.Bound.Relay is { } relay ? [relay.Source] : []))
        .Where(e => e.Descriptor.Name == "cdc")
        .SelectMany(e => Of(e, "read", Capture))
        .Distinct()
        .OrderBy(g => (g.Connection, g.Target, g.Needs));

    private static IEnumerable<Grant> Of(BatchOperation operation) => operation switch
    {
        ReadSource read => Of(read.Source.Endpoint, "read", "SELECT"),
        WriteRelation { Write: var write } =>
            [.. Of(write.Sink, "write", Table(write.Mode)), .. write.Rejects is { } r ? Of(r, "write", Table(WriteMode.Append)) : []],
        _ => [],
    };

    private const string Capture =
        "REPLICATION on the role; SELECT on the table; a publication of it, or ownership of the table and CREATE on the database; "
        + "CREATE on the database, or SELECT, INSERT and UPDATE on flow.captures";

    private static IEnumerable<Grant> Of(BoundEndpoint endpoint, string files, string table)
    {
        if (endpoint.Connection is { } connection)
        {
            string needs = connection.Connector.Name == "postgres" ? table : files;
            yield return new Grant(connection.Name, EndpointText.Argument(endpoint) ?? endpoint.Descriptor.Name, needs);
        }
    }

    private static string Table(WriteMode mode) => mode switch
    {
        WriteMode.Append => "CREATE on the schema, or INSERT on the table; CREATE on schema flow",
        WriteMode.Upsert => "CREATE on the schema, or INSERT, UPDATE and SELECT on the table; CREATE on schema flow",
        WriteMode.Scd2 => "CREATE on the schema, or INSERT, UPDATE, DELETE and SELECT on the table; CREATE on schema flow",
        WriteMode.Replace => "CREATE on the schema and ownership of the table; CREATE on schema flow",
        _ => "CREATE on the schema, or INSERT, DELETE and SELECT on the table; CREATE on schema flow",
    };
}
