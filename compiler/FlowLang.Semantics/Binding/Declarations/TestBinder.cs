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
        TestOutputs outputs = new(target, inputs, context);
        syntax.Items.OfType<ExpectRowsSyntax>().ToList().ForEach(expect => outputs.Find(expect));
        bool isStream = context.Session.Streams.ContainsKey(target);
        TestSteps steps = new();
        List<BoundGiven> given = [];
        List<(ParameterSymbol, BoundLiteral)> parameters = [];

        // Rows that end have no time: whatever the order, all is given before anything is looked at.
        foreach (TestItemSyntax item in isStream ? syntax.Items : [.. syntax.Items.OrderBy(i => i is ExpectRowsSyntax)])
        {
            switch (item)
            {
                case GivenSyntax rows when BindGiven(rows, target, inputs, outputs, given, context) is { } bound:
                    given.Add(bound);
                    steps.Add(bound);
                    break;
                case ExpectRowsSyntax rows:
                    BindExpected(rows, target, outputs, steps, context);
                    break;
                case AdvanceSyntax advance:
                    TestClock.Bind(advance, isStream ? null : target, steps, context);
                    break;
                case TestParamSyntax parameter:
                    BindParameter(parameter, parameters, context);
                    break;
            }
        }

        if (!syntax.Items.Any(item => item is ExpectRowsSyntax))
        {
            context.Report(TypeDiagnostics.TestNeedsExpect(syntax.Label.Span));
        }

        return new BoundTest(syntax.Label.Value, target, steps.All, syntax.Span) { Parameters = [.. parameters] };
    }

    private static void BindExpected(
        ExpectRowsSyntax syntax, TransformSymbol target, TestOutputs outputs, TestSteps steps, BindingContext context)
    {
        if (outputs.Find(syntax) is not { } output)
        {
            return;
        }

        if (steps.Find(output) is { } first)
        {
            context.Report(NameDiagnostics.OptionTwice(syntax.Span, "expect", first.Span));
            return;
        }

        ImmutableArray<BoundTestRow> rows = TestRows.Bind(syntax.Rows, output.Row, output.Name ?? target.Name, null, context);
        steps.Add(new BoundExpected(output, rows, syntax.Span));
    }

    // Null after a mistake.
    private static BoundGiven? BindGiven(
        GivenSyntax syntax, TransformSymbol target, TestInputs inputs, TestOutputs outputs, List<BoundGiven> given, BindingContext context)
    {
        RelationSymbol? relation = context.Resolve<RelationSymbol>(
            syntax.Relation, "relation", (name, names) => NameDiagnostics.UnknownRelation(name.Span, name.Text, names));
        if (relation is null)
        {
            return null;
        }

        if (!inputs.Reads(relation))
        {
            // A query with a mistake may have lost what it reads.
            if (!context.Bag.HasErrors)
            {
                context.Report(TypeDiagnostics.GivenNotRead(syntax.Relation.Span, relation.Name, target.Name));
            }

            return null;
        }

        bool isStream = relation is StreamSymbol || context.Session.Streams.ContainsKey(relation);
        if (!isStream && given.FirstOrDefault(other => ReferenceEquals(other.Relation, relation)) is { } first)
        {
            context.Report(NameDiagnostics.OptionTwice(syntax.Relation.Span, relation.Name, first.Span));
            return null;
        }

        HashSet<string> needed = [.. inputs.ColumnsOf(relation), .. isStream ? outputs.LateColumns : []];
        if (relation is StreamSymbol { Time: { } time })
        {
            needed.Add(time.Path.Split('.')[0]);
        }

        ImmutableArray<BoundTestRow> rows = TestRows.Bind(syntax.Rows, relation.Row, relation.Name, needed, context);
        return new BoundGiven(relation, rows, syntax.Span);
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
}
