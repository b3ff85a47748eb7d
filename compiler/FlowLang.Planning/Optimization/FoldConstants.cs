using System.Collections.Immutable;
using FlowLang.Planning.Expressions;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Planning.Optimization;

/// <summary>
/// What is known when the program is compiled, conditions and sums of constants, is decided then. What is never reached goes with its
/// failures; nothing that is reached does.
/// </summary>
public sealed class FoldConstants : OptimizerRule<LogicalNode>
{
    public override string Summary => "conditions and values that are known when the program is compiled are decided then";

    protected override LogicalNode Apply(LogicalNode node) => node switch
    {
        FilterNode filter =>
            Fold(filter.Condition) is var c && ReferenceEquals(c, filter.Condition) ? filter : filter with { Condition = c },
        RequireNode require => require with { Condition = Fold(require.Condition) },
        ProjectNode project => Project(project),
        _ => node,
    };

    public static BoundExpression Fold(BoundExpression expression) => expression.RewriteUp(Step);

    private static ProjectNode Project(ProjectNode node)
    {
        ImmutableArray<BoundAssignment> columns =
            [.. node.Columns.Select(c => Fold(c.Value) is var v && ReferenceEquals(v, c.Value) ? c : c with { Value = v })];
        return columns.Zip(node.Columns).All(p => ReferenceEquals(p.First, p.Second)) ? node : node with { Columns = columns };
    }

    private static BoundExpression Step(BoundExpression e) => e switch
    {
        BoundUnary { Operator: UnaryOperator.Not, Operand: BoundLiteral { Value: bool value } } => Bool(!value, e),
        BoundBinary binary => Binary(binary),
        BoundUnary or BoundConversion => LiteralArithmetic.Of(e) ?? e,
        BoundIsNull { Operand: BoundLiteral literal } test => Bool((literal.Value is null) != test.Negated, e),
        BoundCase choice => Case(choice),
        BoundHandler { Operand.CanFail: false } handler when handler.Operand.Type == handler.Type => handler.Operand,
        _ => e,
    };

    private static BoundExpression Binary(BoundBinary e) => (e.Operator, e.Left, e.Right) switch
    {
        (BoundOperator.And, BoundLiteral { Value: false }, _) => e.Left,
        (BoundOperator.And, BoundLiteral { Value: true }, _) => e.Right,
        (BoundOperator.And, _, BoundLiteral { Value: true }) => e.Left,
        (BoundOperator.Or, BoundLiteral { Value: true }, _) => e.Left,
        (BoundOperator.Or, BoundLiteral { Value: false }, _) => e.Right,
        (BoundOperator.Or, _, BoundLiteral { Value: false }) => e.Left,
        (BoundOperator.Coalesce, BoundLiteral { Value: not null }, _) => e.Left,
        _ => LiteralArithmetic.Of(e) ?? (BoundExpression)e,
    };

    private static BoundExpression Case(BoundCase choice)
    {
        ImmutableArray<BoundCaseArm> arms = [.. choice.Arms.Where(a => a.Condition is not BoundLiteral { Value: null or false })];
        int always = 0;
        while (always < arms.Length && arms[always].Condition is not BoundLiteral { Value: true })
        {
            always++;
        }

        if (always == arms.Length && arms.Length == choice.Arms.Length)
        {
            return choice;
        }

        BoundExpression last = always < arms.Length ? arms[always].Value : choice.Else ?? new BoundLiteral(null, choice.Type, choice.Span);
        arms = arms[..always];
        return arms.IsEmpty
            ? last.Type.Type == choice.Type.Type ? last : choice
            : choice with { Arms = arms, Else = last };
    }

    private static BoundLiteral Bool(bool value, BoundExpression of) => new(value, new TypeRef(BoolType.Instance), of.Span);
}
