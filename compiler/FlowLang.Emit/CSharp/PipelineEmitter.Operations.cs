using System.Collections.Immutable;
using FlowLang.Emit.Manifest;
using FlowLang.Emit.Sql;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp;

/// <summary>A statement for each operation of the plan: sinks, reads, stages and writes.</summary>
internal sealed partial class PipelineEmitter
{
    private void Sinks(EmittedStep step)
    {
        if (step is { Operation: WriteRelation { Write: var write }, Query: { } query })
        {
            string name = _locals.Take(Names.Camel(write.Name + "_sink"));
            _sinks[write] = name;
            string mode = write.Mode.ToString();
            string sink = write.Sink.Connector.Name == "kafka"
                ? TopicEmitter.Sink(write.Sink, query.Columns, write.Key)
                : EndpointEmitter.Sink(write.Sink, mode, write.PartitionColumns, write.Name, write.History);
            At(write.Sink.Span, $"BatchSink {name} = {sink};");
            _code.Line($"await {Engine}.CheckAsync({name}, {Literals.Columns(Keyed(query, write))}, cancel);");
            Rejects(write.Rejects);
        }
        else if (step.Operation is StageRelation stage)
        {
            Rejects(stage.Rejects);
        }
    }

    private void Own(EmittedSql sql)
    {
        _code.Line();
        _code.Line("// The program's own SQL: the engine itself says what it gives.");
        Open(sql.Span, $"await {Engine}.VerifySqlAsync(");
        using (_code.Indent())
        {
            string quotes = Literals.RawQuotes(sql.Sql);
            _code.Line(quotes);
            _code.Line(sql.Sql);
            _code.Line($"{quotes}, {Literals.Columns(sql.Columns)}, {Literals.Text(sql.Span.Source.Path)}, {sql.Span.Line}, cancel);");
        }

        Close();
    }

    private void Rejects(BoundEndpoint? rejects)
    {
        if (rejects is null || _rejects.ContainsKey(rejects))
        {
            return;
        }

        string name = _locals.Take("rejects");
        _rejects.Add(rejects, name);
        At(rejects.Span, $"BatchSink {name} = {EndpointEmitter.Sink(rejects, EndpointEmitter.RejectsMode(rejects), [], "rejects")};");
        _code.Line($"await {Engine}.CheckAsync({name}, RejectColumns.All, cancel);");
    }

    private void Read(ReadSource read, EmittedSelection? asked)
    {
        string argument = read switch
        {
            { Source.Endpoint.Descriptor.TakesConditions: false } => $", needsOrigin: {(read.NeedsOrigin ? "true" : "false")}",
            { Selection: { } selection } => $", {SelectionText.Of(selection, asked?.Filters ?? [])}",
            _ => "",
        };
        string source = $"Sources.{names.Source(read.Source)}(connections{argument})";
        if (read.Source.HasCursor && Pipeline.Positions is { } positions)
        {
            string name = Literals.Text(EndpointText.Of(read.Source.Endpoint));
            source = $"connections.{Names.Pascal(positions.Name)}.Following({source}, {name})";
        }

        At(read.Span, $"await {Engine}.ReadAsync({source}, {Literals.Text(read.Relation)}, cancel);");
    }

    private void Pass(WriteRelation write, string source, EmittedQuery query)
    {
        _code.Line($"// {write.Relation}: passed through as binary, from server to server.");
        string columns = Literals.Columns(Keyed(query, write.Write));
        string relations = $"{Literals.Text(source)}, {Literals.Text(write.Relation)}";
        At(write.Span, $"await {Engine}.PassAsync({relations}, {_sinks[write.Write]}, {columns}, cancel);");
    }

    private void Stage(StageRelation stage, EmittedQuery query, ImmutableArray<EmittedCheck> checks)
    {
        _code.Line($"// {stage.Relation}: computed once, kept and rejected rows split.");
        Open(stage.Span, $"await {Engine}.StageAsync(new Stage({Literals.Text(stage.Relation)})");
        using (_code.Block("}, cancel);"))
        {
            Query(query, stage.Rejects);
            if (!checks.IsEmpty)
            {
                _code.Line("Expectations =");
                using (List())
                {
                    foreach (EmittedCheck check in checks)
                    {
                        Check(check);
                    }
                }
            }
        }

        Close();
    }

    private void Write(WriteRelation write, EmittedQuery query)
    {
        Open(write.Span, $"await {Engine}.WriteAsync(new WriteRequest({Literals.Text(write.Relation)})");
        using (_code.Block("}, cancel);"))
        {
            _code.Line($"Sink = {_sinks[write.Write]},");
            if (!write.Write.OrderBy.IsEmpty && Pipeline.Engine is not null)
            {
                _code.Line("IsOrdered = true,");
            }

            Query(query with { Columns = Keyed(query, write.Write) }, write.Write.Rejects);
        }

        Close();
    }

    // What identifies a row at the target is the write's to say.
    private static ImmutableArray<RowField> Keyed(EmittedQuery query, BoundWrite write) =>
        [.. query.Columns.Select(c => c with { IsKey = write.Key.Contains(c.Name) })];
}
