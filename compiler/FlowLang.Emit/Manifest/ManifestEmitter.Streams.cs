using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;

namespace FlowLang.Emit.Manifest;

/// <summary>Pipelines of streams: what they read, and the query of each write.</summary>
internal sealed partial class ManifestEmitter
{
    private void Stream(EmittedStream stream, Lineage lineage)
    {
        _json.WriteString("name", stream.Name);
        _json.WriteString("declared", $"{stream.Plan.Pipeline.Bound.Span}");
        _json.WriteString("code", stream.FileName);
        _json.WriteBoolean("stream", true);
        Array<Action>(
            "steps",
            [
                .. stream.Plan.Reads.Select(read => (Action)(() => Read(read))),
                .. stream.Plan.Routes.Select(route => (Action)(() => Route(route))),
            ],
            write => write());
        Array("state", stream.States, State);
        Array("lineage", [.. stream.Plan.Pipeline.Writes.SelectMany(lineage.Of)], Edge);
    }

    private void State(EmittedState state)
    {
        _json.WriteString("operator", state.Operator);
        _json.WriteString("shape", state.Shape);
    }

    private void Read(StreamRead read)
    {
        _json.WriteString("kind", "read");
        _json.WriteString("relation", read.Stream.Name);
        _json.WriteString("declared", $"{read.Stream.Span}");
        _json.WriteString("source", EndpointText.Of(read.Stream.Endpoint));
        Array("columns", read.Row.Fields, Column);
    }

    private void Route(StreamRoute route)
    {
        _json.WriteString("kind", "write");
        _json.WriteString("relation", route.Write.Name);
        _json.WriteString("declared", $"{route.Write.Span}");
        _json.WriteString("sink", EndpointText.Of(route.Write.Sink));
        _json.WriteString("mode", ModeText.Of(route.Write.Mode));
        _json.WriteString("rejects", route.Write.Rejects is { } rejects ? EndpointText.Of(rejects) : "discard");
        _json.WriteString("plan", PlanPrinter.Print(route.Query));
        Inputs(route.Query);
        Array("columns", route.Query.Row.Fields, Column);
    }
}
