using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>What `expect`, `expect rejects` and `expect name` of a test look at.</summary>
internal sealed class TestOutputs(TransformSymbol target, TestInputs inputs, BindingContext context)
{
    // Those of a rejects sink that are the same in every run.
    private static readonly RowType s_rejects = new(
    [
        new("step", new TypeRef(TextType.Instance)),
        new("reason", new TypeRef(TextType.Instance)),
        new("source_file", new TypeRef(TextType.Instance, Nullable: true)),
        new("source_row", new TypeRef(IntegerType.Int64, Nullable: true)),
        new("input", new TypeRef(JsonType.Instance, Nullable: true)),
    ]);

    private readonly Dictionary<string, BoundTestOutput> _known = [];

    /// <summary>Columns that late rows have which the test looks at: given rows can't leave them out.</summary>
    public HashSet<string> LateColumns { get; } = [];

    /// <summary>Null after a mistake.</summary>
    public BoundTestOutput? Find(ExpectRowsSyntax syntax)
    {
        string name = syntax.Output?.Text ?? "";
        if (!_known.TryGetValue(name, out BoundTestOutput? output) && (output = Make(syntax.Output)) is not null)
        {
            _known.Add(name, output);
        }

        return output;
    }

    private BoundTestOutput? Make(NameSyntax? name)
    {
        switch (name)
        {
            case null:
                return new BoundTestOutput(null, target.Row, []);
            case { Text: BoundTestOutput.Rejects }:
                return new BoundTestOutput(BoundTestOutput.Rejects, s_rejects, []);
        }

        SinkSymbol? sink = context.Resolve<SinkSymbol>(
            name, "sink", (at, names) => NameDiagnostics.NotOneOf(at.Span, "sink", at.Text, [.. names, BoundTestOutput.Rejects]));
        (BoundEndpoint Sink, RowType Row)[] late = sink is null ? [] : [.. inputs.LateTo(sink)];
        if (sink is not null && late.Length == 0 && !context.Bag.HasErrors)
        {
            context.Report(StreamDiagnostics.NoLateRows(name.Span, target.Name, sink.Name, target.Span));
        }

        if (late.Length == 0)
        {
            return null;
        }

        ImmutableArray<RowField> columns = [.. late.SelectMany(l => l.Row.Fields).DistinctBy(f => f.Name)];
        LateColumns.UnionWith(columns.Select(c => c.Name));

        // What one place has the other may lack.
        bool areAlike = late.Select(l => l.Row).Distinct().Count() == 1;
        return new BoundTestOutput(
            sink?.Name,
            areAlike ? late[0].Row : new RowType([.. columns.Select(c => c with { Type = c.Type with { Nullable = true } })]),
            [.. late.Select(l => l.Sink).Distinct()]);
    }
}
