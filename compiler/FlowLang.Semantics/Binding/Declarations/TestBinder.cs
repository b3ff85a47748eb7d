using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`test "…" for t { given … expect … }`.</summary>
internal static class TestBinder
{
    /// <summary>Null after a mistake.</summary>
    public static BoundTest? Bind(TestSyntax syntax, BindingContext context)
    {
        TransformSymbol? target = context.Resolve<TransformSymbol>(
            syntax.Target, "transform", (name, names) => NameDiagnostics.UnknownRelation(name.Span, name.Text, names));
        return target is not null && CanRun(syntax, target, context) && context.TryFind(syntax.Target.Text, out Declared? declared)
            && declared is not null
            ? BindItems(syntax, target, TestInputs.Of(declared, context.Session), context)
            : null;
    }

    private static bool CanRun(TestSyntax syntax, TransformSymbol target, BindingContext context)
    {
        if (!target.Parameters.IsEmpty || !syntax.Arguments.IsEmpty)
        {
            context.Report(EngineDiagnostics.NotAvailableYet(
                syntax.Target.Span, "a test of a parameterised transform", "test a transform that calls it"));
            return false;
        }

        if (context.Session.Streams.GetValueOrDefault(target) is { Updates: not null, IsUnknown: false } && target.Row.Key.IsEmpty)
        {
            context.Report(StreamDiagnostics.TestNeedsKey(syntax.Target.Span, target.Name, target.Span));
            return false;
        }

        return true;
    }

    private static BoundTest BindItems(TestSyntax syntax, TransformSymbol target, TestInputs inputs, BindingContext context)
    {
        List<BoundGiven> given = [];
        ImmutableArray<BoundTestRow>? expected = null;
        List<(ParameterSymbol, BoundLiteral)> parameters = [];
        foreach (TestItemSyntax item in syntax.Items)
        {
            switch (item)
            {
                case GivenSyntax rows:
                    BindGiven(rows, target, inputs, given, context);
                    break;
                case ExpectRowsSyntax { Output: null } rows when expected is null:
                    expected = TestRows.Bind(rows.Rows, target.Row, target.Name, null, context);
                    break;
                case TestParamSyntax parameter:
                    BindParameter(parameter, parameters, context);
                    break;
                default:
                    context.Report(EngineDiagnostics.NotAvailableYet(item.Span, Describe(item)));
                    break;
            }
        }

        if (expected is null && !syntax.Items.Any(item => item is ExpectRowsSyntax))
        {
            context.Report(TypeDiagnostics.TestNeedsExpect(syntax.Label.Span));
        }

        return new BoundTest(syntax.Label.Value, target, [.. given], expected ?? [], syntax.Span) { Parameters = [.. parameters] };
    }

    private static void BindGiven(GivenSyntax syntax, TransformSymbol target, TestInputs inputs, List<BoundGiven> given,
        BindingContext context)
    {
        RelationSymbol? relation = context.Resolve<RelationSymbol>(
            syntax.Relation, "relation", (name, names) => NameDiagnostics.UnknownRelation(name.Span, name.Text, names));
        if (relation is null)
        {
            return;
        }

        if (!inputs.Reads(relation))
        {
            // A query with a mistake may have lost what it reads.
            if (!context.Bag.HasErrors)
            {
                context.Report(TypeDiagnostics.GivenNotRead(syntax.Relation.Span, relation.Name, target.Name));
            }

            return;
        }

        if (given.FirstOrDefault(other => ReferenceEquals(other.Relation, relation)) is { } first)
        {
            context.Report(NameDiagnostics.OptionTwice(syntax.Relation.Span, relation.Name, first.Span));
            return;
        }

        HashSet<string> needed = [.. inputs.ColumnsOf(relation)];
        if (relation is StreamSymbol { Time: { } time })
        {
            needed.Add(time.Path.Split('.')[0]);
        }

        ImmutableArray<BoundTestRow> rows = TestRows.Bind(syntax.Rows, relation.Row, relation.Name, needed, context);
        given.Add(new BoundGiven(relation, rows, syntax.Span));
    }

    private static void BindParameter(
        TestParamSyntax syntax, List<(ParameterSymbol, BoundLiteral)> parameters, BindingContext context)
    {
        ParameterSymbol? parameter = context.Resolve<ParameterSymbol>(
            syntax.Name, "parameter", (name, names) => NameDiagnostics.UnknownName(name.Span, name.Text, names));
        if (parameter is not null && ParamBinder.BindFor(parameter, syntax.Value, context) is { } value)
        {
            parameters.Add((parameter, value));
        }
    }

    private static string Describe(TestItemSyntax item) => item switch
    {
        AdvanceSyntax => "`advance`",
        ExpectRowsSyntax { Output: { } output } => $"`expect {output.Text}`",
        _ => "a second `expect`",
    };
}
