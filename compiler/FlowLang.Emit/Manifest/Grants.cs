using System.Collections.Immutable;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
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

    /// <summary>What pipelines of streams need: where they read topics and changes of tables, and where they write.</summary>
    /// <param name="program">The program.</param>
    /// <param name="name">Its name, with which topics of its own begin.</param>
    public static IEnumerable<Grant> OfStreams(LogicalProgram program, string name) => program.Pipelines
        .SelectMany(p => OfStreams(p.Bound).Concat(Repartition(program, p, name)))
        .Distinct()
        .OrderBy(g => (g.Connection, g.Target, g.Needs));

    private static IEnumerable<Grant> Repartition(LogicalProgram program, LogicalPipeline pipeline, string name)
    {
        if (pipeline.IsStream && StreamPlanner.Plan(program, pipeline).Repartition is { } halves
            && halves.Cuts[0].Carried.Endpoint.Connection is { } connection)
        {
            yield return new Grant(
                connection.Name, $"{name}.{halves.Topic}",
                "create, read, write, delete records; transactional ids, groups and topics that begin with this name");
        }
    }

    private static IEnumerable<Grant> OfStreams(BoundPipeline pipeline)
    {
        var writes = pipeline.Writes.Where(w => w.Stream is not null).ToList();
        IEnumerable<Grant> read = writes.SelectMany(w => w.Stream?.Streams ?? []).Select(s => s.Endpoint)
            .Concat(pipeline.Relays.Select(relay => relay.Source))
            .SelectMany(e => Of(e, "read", Capture));
        IEnumerable<Grant> written = writes.SelectMany(w => Of(w.Sink, "write", Streamed(w.Mode)))
            .Concat(writes.SelectMany(w => w.Rejects is { } rejects ? Of(rejects, "write", Streamed(WriteMode.Append)) : []))
            .Concat(pipeline.Relays.SelectMany(relay => Of(relay.Sink, "write", "")));
        return [.. read, .. written];
    }

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

    private static string Streamed(WriteMode mode) =>
        (mode == WriteMode.Upsert
            ? "CREATE on the schema, or INSERT, UPDATE, DELETE and SELECT on the table; "
            : "CREATE on the schema, or INSERT on the table; ")
        + "CREATE on schema flow, or its tables of streams";

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
