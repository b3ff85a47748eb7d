using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Functions.Operators;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Emit.CSharp.Expressions;

/// <summary>Arithmetic, comparison and the tests made of it.</summary>
internal sealed partial class CSharpExpressionEmitter
{
    private CSharpValue Binary(BoundBinary binary) => binary.Operator switch
    {
        BoundOperator.And or BoundOperator.Or => Connective(binary),
        BoundOperator.Coalesce => Coalesce(binary),
        BoundOperator.DistinctFrom or BoundOperator.NotDistinctFrom => Distinct(binary),
        BoundOperator.Concat => Apply(
            CSharpMapping.Of(call => $"({call.Arguments[0]} + {call.Arguments[1]})"), [binary.Left, binary.Right], binary.Type.Type,
            fails: false, "text"),
        >= BoundOperator.Equal and <= BoundOperator.GreaterOrEqual => Compare(binary.Operator, Emit(binary.Left), Emit(binary.Right)),
        _ => Apply(
            CSharpArithmetic.Binary(binary.Operator, binary.Left.Type.Type, binary.Right.Type.Type, binary.Type.Type),
            [binary.Left, binary.Right], binary.Type.Type, binary.Fails, Hint(binary.Operator)),
    };

    private static string Hint(BoundOperator op) => op switch
    {
        BoundOperator.Add => "sum",
        BoundOperator.Subtract => "difference",
        BoundOperator.Multiply => "product",
        BoundOperator.Remainder => "remainder",
        _ => "quotient",
    };

    private CSharpValue Compare(BoundOperator op, CSharpValue left, CSharpValue right) => Apply(
        CSharpMapping.Of(call => CSharpComparison.Write(op, left.Type, call.Arguments[0], call.Arguments[1])), [left, right], [null, null],
        BoolType.Instance, fails: false, "holds");

    private CSharpValue Distinct(BoundBinary binary)
    {
        CSharpValue left = Emit(binary.Left);
        CSharpValue right = Emit(binary.Right);

        // C#'s == takes null for equal to null.
        BoundOperator op = binary.Operator == BoundOperator.DistinctFrom ? BoundOperator.NotEqual : BoundOperator.Equal;
        return new CSharpValue(CSharpComparison.Write(op, left.Type, left.Text, right.Text), BoolType.Instance, IsNullable: false)
        {
            Failed = Any(left, right),
        };
    }

    // A condition that is true only where the expression is: null may count as false, so that C#'s own comparisons do.
    private CSharpValue EmitTest(BoundExpression expression)
    {
        switch (expression)
        {
            case BoundBinary { Operator: BoundOperator.And or BoundOperator.Or } binary:
                CSharpValue left = EmitTest(binary.Left);
                (CSharpValue right, string statements) = method.Capture(() => EmitTest(binary.Right));
                if (statements.Length == 0 && right.Failed is null)
                {
                    bool isAnd = binary.Operator == BoundOperator.And;
                    string first = Grouped(left.Text, isAnd, isLeft: true);
                    return left with { Text = $"{first} {(isAnd ? "&&" : "||")} {Grouped(right.Text, isAnd, isLeft: false)}" };
                }

                return ConnectTest(binary.Operator == BoundOperator.And, left, right, statements);
            case BoundUnary { Operator: UnaryOperator.Not } not:
                CSharpValue operand = Emit(not.Operand);
                string isFalse = operand.IsNullable ? $"{Operand(operand)} == false" : $"!{Operand(operand)}";
                return operand with { Text = isFalse, IsNullable = false };
            case BoundBinary { Operator: >= BoundOperator.Equal and <= BoundOperator.GreaterOrEqual } binary:
                CSharpValue a = Emit(binary.Left);
                CSharpValue b = Emit(binary.Right);
                if (!CSharpComparison.IsFalseForNull(binary.Operator, a.Type, a.IsNullable, b.IsNullable))
                {
                    return True(Compare(binary.Operator, a, b));
                }

                string compared = Bare(CSharpComparison.Write(binary.Operator, a.Type, a.Text, b.Text));
                return new CSharpValue(compared, BoolType.Instance, IsNullable: false) { Failed = Any(a, b) };
            default:
                return True(Emit(expression));
        }
    }

    private CSharpValue ConnectTest(bool isAnd, CSharpValue left, CSharpValue right, string statements)
    {
        string name = method.Take("holds");
        method.Code.Line($"bool {name} = {left.Text};");
        string reached = isAnd ? name : $"!{name}";
        return Continue(
            new CSharpValue(name, BoolType.Instance, IsNullable: false) { Failed = left.Failed }, reached, right, statements,
            $"{name} = {right.Text};");
    }

    private static CSharpValue True(CSharpValue value) => value.IsNullable
        ? value with { Text = $"{Operand(value)} == true", IsNullable = false }
        : value with { Text = Bare(value.Text) };

    private static string Operand(CSharpValue value) => value.IsAtom || value.Text is ['(', .., ')'] || IsCall(value.Text)
        ? value.Text
        : $"({value.Text})";

    private static bool IsCall(string text) =>
        text.EndsWith(')') && text.IndexOf('(', StringComparison.Ordinal) is > 0 and var open
        && text[..open].All(c => char.IsLetterOrDigit(c) || c is '.' or '_');

    // C# binds && before ||.
    private static string Grouped(string text, bool isAnd, bool isLeft)
    {
        bool hasOther = text.Contains(isAnd ? " || " : " && ", StringComparison.Ordinal);
        return hasOther && (isAnd || isLeft) ? $"({text})" : text;
    }
}
