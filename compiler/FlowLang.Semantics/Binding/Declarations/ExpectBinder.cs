using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>`expect on t { … }`: row expectations that fail or reject become last steps of the transform's query.</summary>
internal static class ExpectBinder
{
    private static readonly string[] Severities = ["fail", "reject", "warn"];

    public static (QueryState State, ImmutableArray<BoundExpectation> Expectations) Bind(List<ExpectBlock> blocks, QueryState state)
    {
        ImmutableArray<BoundExpectation>.Builder expectations = ImmutableArray.CreateBuilder<BoundExpectation>();
        foreach (ExpectBlock block in blocks)
        {
            foreach (ExpectationSyntax syntax in block.Syntax.Expectations)
            {
                if (Bind(syntax, state, block.Context) is { } expectation)
                {
                    expectations.Add(expectation);
                }
            }
        }

        foreach (BoundRowExpectation row in expectations.OfType<BoundRowExpectation>())
        {
            if (row.Severity != ExpectationSeverity.Warn)
            {
                bool rejects = row.Severity == ExpectationSeverity.Reject;
                state = state.Then(new BoundRequire(row.Condition, row.Name, rejects, state.Scope.Row, row.Span), state.Scope);
            }
        }

        return (state, expectations.ToImmutable());
    }

    /// <summary>The query as it would be with all row expectations as steps: those that warn are steps of streams alone.</summary>
    public static BoundQuery WithWarnings(BoundQuery query, ImmutableArray<BoundExpectation> expectations) => query with
    {
        Steps =
        [
            .. query.Steps,
            .. expectations.OfType<BoundRowExpectation>().Where(row => row.Severity == ExpectationSeverity.Warn)
                .Select(row => new BoundRequire(row.Condition, row.Name, Rejects: false, query.Row, row.Span)),
        ],
    };

    private static BoundExpectation? Bind(ExpectationSyntax syntax, QueryState state, BindingContext context)
    {
        ExpectationSeverity severity = BindSeverity(syntax, context);
        if (syntax is RowExpectationSyntax row)
        {
            ExpressionContext expressions = new(context, RowScope.Of(state.Scope.Row, null));
            BoundExpression condition = ExpressionBinder.BindCondition(row.Condition, expressions);
            return condition is BoundBadExpression ? null : new BoundRowExpectation(row.Label.Value, condition, severity, row.Span);
        }

        return syntax is CallExpectationSyntax call ? RelationExpectations.Bind(call, severity, state.Scope.Row, context) : null;
    }

    private static ExpectationSeverity BindSeverity(ExpectationSyntax syntax, BindingContext context)
    {
        if (syntax.Severity is not { } name)
        {
            return ExpectationSeverity.Fail;
        }

        if (!Severities.Contains(name.Text))
        {
            context.Report(NameDiagnostics.NotOneOf(name.Span, "severity", name.Text, Severities));
            return ExpectationSeverity.Fail;
        }

        if (name.Text == "reject" && syntax is CallExpectationSyntax)
        {
            context.Report(TypeDiagnostics.RejectSeverityForRowsOnly(name.Span));
            return ExpectationSeverity.Fail;
        }

        return name.Text switch
        {
            "reject" => ExpectationSeverity.Reject,
            "warn" => ExpectationSeverity.Warn,
            _ => ExpectationSeverity.Fail,
        };
    }
}
