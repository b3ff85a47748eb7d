using System.Collections.Immutable;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Bound;

namespace FlowLang.Emit.Sql.Expressions;

/// <summary>What evaluates its operands from left to right and stops, and the handlers of failures.</summary>
internal sealed partial class ExpressionEmitter
{
    private EmittedValue Binary(BoundBinary binary) => binary.Operator switch
    {
        BoundOperator.And => Connective(binary, isAnd: true),
        BoundOperator.Or => Connective(binary, isAnd: false),
        BoundOperator.Coalesce => Coalesce(binary),
        BoundOperator.DistinctFrom => Comparison(binary, "IS DISTINCT FROM"),
        BoundOperator.NotDistinctFrom => Comparison(binary, "IS NOT DISTINCT FROM"),
        BoundOperator.Equal => Infix(binary, "="),
        BoundOperator.NotEqual => Infix(binary, "<>"),
        BoundOperator.Less => Ordered(binary, "<"),
        BoundOperator.LessOrEqual => Ordered(binary, "<="),
        BoundOperator.Greater => Ordered(binary, ">"),
        BoundOperator.GreaterOrEqual => Ordered(binary, ">="),
        BoundOperator.Concat => Infix(binary, "||"),
        _ => Operator(Supported(dialect.Operator(binary)), [binary.Left, binary.Right], binary.Type, binary.Fails),
    };

    private EmittedValue Infix(BoundBinary binary, string op) => Strict(
        [binary.Left, binary.Right], values => new SqlBinary(
            op, Plain(binary.Left, values[0]), Plain(binary.Right, values[1])), fails: false);

    private EmittedValue Ordered(BoundBinary binary, string op) => Strict(
        [binary.Left, binary.Right],
        values => new SqlBinary(
            op, dialect.Ordered(Plain(binary.Left, values[0]), binary.Left.Type.Type), Plain(binary.Right, values[1])), fails: false);

    // Compared with a value of the same type a whole number needs no cast.
    private static SqlExpression Plain(BoundExpression operand, SqlExpression value) =>
        operand is BoundLiteral { Value: long number and >= 0 } ? new SqlText($"{number}", IsConstant: true) : value;

    private EmittedValue Comparison(BoundBinary binary, string op)
    {
        EmittedValue left = Settle(Emit(binary.Left));
        EmittedValue right = Settle(Emit(binary.Right));
        return Together(new SqlBinary(op, left.Value, right.Value), left, right);
    }

    // A value over settled operands, all of which are evaluated.
    private EmittedValue Together(SqlExpression value, params ReadOnlySpan<EmittedValue> operands)
    {
        SqlExpression failed = Logic.False;
        foreach (EmittedValue operand in operands)
        {
            failed = Logic.Or(failed, FailedOf(operand));
        }

        return new EmittedValue(value, Exits(operands)) { Failed = failed == Logic.False ? null : _ => failed };
    }

    private EmittedValue Connective(BoundBinary binary, bool isAnd)
    {
        EmittedValue left = Settle(Emit(binary.Left));
        EmittedValue right = Settle(Emit(binary.Right));
        if (!right.CanFail && right.Exits.IsEmpty)
        {
            return Together(Joined(isAnd, left.Value, right.Value), left);
        }

        SqlExpression decided = Hoist(left.Value);
        SqlExpression reached = Logic.And(
            left.CanFail ? new SqlNot(FailedOf(left)) : Logic.True,
            isAnd ? new SqlCallExpression("coalesce", [decided, Logic.True]) : Logic.IsNotTrue(decided));
        return Lazily(Joined(isAnd, decided, right.Value), left, right, reached);
    }

    private static SqlExpression Joined(bool isAnd, SqlExpression left, SqlExpression right) =>
        isAnd ? Logic.And(left, right) : Logic.Or(left, right);

    // `right` counts only where `reached`.
    private EmittedValue Lazily(SqlExpression value, EmittedValue left, EmittedValue right, SqlExpression reached)
    {
        SqlExpression failed = Logic.Or(FailedOf(left), right.CanFail ? Logic.And(reached, FailedOf(right)) : Logic.False);
        return new EmittedValue(value, [.. left.Exits, .. Gated(right.Exits, reached)])
        {
            Failed = failed == Logic.False ? null : _ => failed,
        };
    }

    private EmittedValue Coalesce(BoundBinary binary)
    {
        EmittedValue left = Settle(Emit(binary.Left));
        EmittedValue right = Settle(Emit(binary.Right));
        SqlExpression first = right.CanFail || !right.Exits.IsEmpty ? Hoist(left.Value) : left.Value;
        SqlExpression value = new SqlCallExpression("coalesce", [first, right.Value]);
        return Lazily(value, left, right, Logic.And(Logic.IsNull(first), left.CanFail ? new SqlNot(FailedOf(left)) : Logic.True));
    }

    private EmittedValue Case(BoundCase choice)
    {
        List<(SqlExpression When, SqlExpression Then)> values = [];
        List<(SqlExpression When, SqlExpression Then)> failures = [];
        List<RowExit> exits = [];
        SqlExpression reached = Logic.True;
        bool fails = false;
        foreach (BoundCaseArm arm in choice.Arms)
        {
            EmittedValue condition = Settle(Emit(arm.Condition));
            EmittedValue value = Settle(Emit(arm.Value));
            SqlExpression test = choice.CanFail || !value.Exits.IsEmpty || exits.Count > 0 ? Hoist(condition.Value) : condition.Value;
            exits.AddRange(Gated(condition.Exits, reached));
            exits.AddRange(Gated(value.Exits, Logic.And(reached, Logic.IsTrue(test))));
            if (condition.CanFail)
            {
                failures.Add((FailedOf(condition), Logic.True));
            }

            failures.Add((test, FailedOf(value)));
            values.Add((test, value.Value));
            fails |= condition.CanFail || value.CanFail;
            reached = Logic.And(reached, Logic.IsNotTrue(test));
        }

        EmittedValue? last = choice.Else is { } e ? Settle(Emit(e)) : null;
        exits.AddRange(Gated(last?.Exits ?? [], reached));
        fails |= last is { CanFail: true };
        SqlCase failed = new([.. failures], last is null ? Logic.False : FailedOf(last));
        return new EmittedValue(new SqlCase([.. values], last?.Value), [.. exits]) { Failed = fails ? _ => failed : null };
    }

    private EmittedValue Handler(BoundHandler handler)
    {
        EmittedValue operand = Emit(handler.Operand);
        if (!operand.CanFail)
        {
            return operand;
        }

        bool isNullWhereFailed = operand.Leaves is not null;
        if (handler.Kind == HandlerKind.Null && isNullWhereFailed)
        {
            return new EmittedValue(operand.Value, operand.Exits);
        }

        EmittedValue settled = Settle(operand);
        SqlExpression failed = FailedOf(settled);
        switch (handler)
        {
            case { Kind: HandlerKind.Null }:
                return new EmittedValue(new SqlCase([(new SqlNot(failed), settled.Value)], null), settled.Exits);
            case { Kind: HandlerKind.Value, Fallback: { } fallback }:
                EmittedValue other = Settle(Emit(fallback));
                return new EmittedValue(
                    new SqlCase([(failed, other.Value)], settled.Value), [.. settled.Exits, .. Gated(other.Exits, failed)])
                {
                    Failed = other.CanFail ? _ => Logic.And(failed, FailedOf(other)) : null,
                };
            default:
                FailureAction action = handler.Kind == HandlerKind.Reject ? FailureAction.Reject : FailureAction.Fail;
                string reason = handler.Reason ?? FailureReasons.Of(handler.Operand);
                return new EmittedValue(settled.Value, [.. settled.Exits, new RowExit(action, reason, handler.Span, failed)]);
        }
    }

    /// <summary>The expression as a step evaluates it: what fails unhandled makes the row fail.</summary>
    public EmittedValue Finish(BoundExpression expression)
    {
        EmittedValue settled = Settle(Emit(expression));
        if (!settled.CanFail)
        {
            return settled;
        }

        RowExit exit = new(FailureAction.Fail, FailureReasons.Of(expression), expression.Span, FailedOf(settled));
        return new EmittedValue(settled.Value, [.. settled.Exits, exit]);
    }
}
