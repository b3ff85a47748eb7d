using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`on: arrival("incoming/*.jsonl")`: files that appear in the connection that the pipeline reads from.</summary>
internal static class ArrivalBinder
{
    public static string? Path(PropertySyntax property, BindingContext context)
    {
        if (property.Value is CallExpressionSyntax
            {
                Receiver: null, Function.Text: "arrival", Arguments: [{ Name: null, Value: TextLiteralSyntax { Value.Length: > 0 } path }]
            })
        {
            return path.Value;
        }

        context.Report(ScheduleDiagnostics.PropertyValue(property.Value.Span, "on", "`arrival(\"incoming/*.csv\")`"));
        return null;
    }

    /// <summary>Null where there is none, or a mistake.</summary>
    public static BoundArrival? Bind(
        string pipeline, PipelineProperties properties, ImmutableArray<BoundWrite> writes, BindingContext context)
    {
        if (properties.Arrival is not { } path)
        {
            return null;
        }

        TextSpan at = properties.SpanOf("on");
        if (properties.Partition is not null)
        {
            context.Report(ScheduleDiagnostics.ArrivalWithIntervals(at, pipeline));
            return null;
        }

        ConnectionSymbol[] folders =
        [
            .. writes.SelectMany(w => QueryFacts.Of(w.Query, context.Session).Sources).Select(s => s.Endpoint.Connection)
                .OfType<ConnectionSymbol>().Where(c => c.Connector.Name == "files").DistinctBy(c => c.Name)
                .OrderBy(c => c.Name, StringComparer.Ordinal),
        ];
        if (folders is [var folder])
        {
            return new BoundArrival(folder, path);
        }

        context.Report(ScheduleDiagnostics.ArrivalNeedsFolder(at, [.. folders.Select(f => f.Name)]));
        return null;
    }
}
