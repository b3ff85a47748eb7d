using System.Collections.Immutable;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Streams;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>What has no form in generated C#.</summary>
public static class CSharpSupport
{
    /// <summary>
    /// What of the plan can't be written, each once, as a person names it; empty where all can. What runs the operators of a batch
    /// gives them no parameters.
    /// </summary>
    public static ImmutableArray<string> Refused(BatchPlan plan) =>
        [.. plan.Operations.SelectMany(o => o switch
        {
            StageRelation stage => Of(stage.Query, isGiven: false),
            WriteRelation write => Of(write.Query, isGiven: false).Concat(write.Write.OrderBy.SelectMany(k => Of(k.Value, isGiven: false))),
            _ => [],
        }).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether the value is another one with another run: it asks for its time or for a parameter.</summary>
    internal static bool IsOfTheRun(BoundExpression expression) =>
        expression is BoundParameter or BoundCall { Function.IsConstant: false } || expression.Children.Any(IsOfTheRun);

    /// <summary>What of a query can't be written, as often as it is there.</summary>
    /// <param name="isGiven">Whether what runs it is given the program's parameters.</param>
    internal static IEnumerable<string> Of(LogicalNode node, bool isGiven)
    {
        IEnumerable<string> own = node switch
        {
            FillNode => ["`fill`"],
            _ => [],
        };
        return own.Concat(node.Expressions.SelectMany(e => Of(e, isGiven))).Concat(node.Inputs.SelectMany(n => Of(n, isGiven)));
    }

    private static IEnumerable<string> Of(BoundExpression expression, bool isGiven)
    {
        string? own = expression switch
        {
            BoundParameter when !isGiven => "a parameter",
            BoundParameter { Parameter: var given } when !StreamParameters.HasForm(given) => $"a parameter of type {given.Type}",
            IntervalBound => "the run's interval",
            BoundCall { Function.CSharp: null } call => $"`{call.Function.Name}`",
            BoundAggregateCall { Function.CSharp: null } call => $"`{call.Function.Name}`",
            BoundAnalytic { Analytic: { CSharp: null } function } => $"`{function.Name}`",
            BoundAnalytic { Aggregate: { CSharp: null } function } => $"`{function.Name}`",
            BoundConversion conversion when !HasForm(conversion) => $"a cast of {conversion.Operand.Type.Type} to {conversion.Type.Type}",
            _ => null,
        };
        return expression.Children.SelectMany(e => Of(e, isGiven)).Concat(own is null ? [] : [own]);
    }

    private static bool HasForm(BoundConversion conversion)
    {
        StructTypes types = new();
        (FlowType from, FlowType to) = (conversion.Operand.Type.Type, conversion.Type.Type);
        return conversion.Kind != ConversionKind.Read && (from, to) switch
        {
            (NullType, _) => true,
            (ListType a, ListType b) => CSharpCasts.Of(a.Element.Type, b.Element.Type) is not null,
            (MapType or RowType, _) => types.Name(from) == types.Name(to),
            _ => CSharpCasts.Of(from, to) is not null,
        };
    }
}
