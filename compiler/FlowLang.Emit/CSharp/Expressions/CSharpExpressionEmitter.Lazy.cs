using FlowLang.Emit.Sql.Expressions;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Expressions;

/// <summary>What evaluates its operands from left to right and stops, and the handlers of failures.</summary>
internal sealed partial class CSharpExpressionEmitter
{
    private CSharpValue Connective(BoundBinary binary)
    {
        bool isAnd = binary.Operator == BoundOperator.And;
        CSharpValue left = Emit(binary.Left);
        (CSharpValue right, string statements) = method.Capture(() => Emit(binary.Right));
        bool isNullable = left.IsNullable || right.IsNullable;

        // C#'s & and | over bool? are those of three-valued logic.
        string sign = (isAnd, isNullable) switch { (true, true) => "&", (true, false) => "&&", (false, true) => "|", _ => "||" };
        if (statements.Length == 0 && right.Failed is null)
        {
            string text = $"({Operand(left)} {sign} {Operand(right)})";
            return new CSharpValue(text, BoolType.Instance, isNullable) { Failed = left.Failed };
        }

        string name = method.Take(isAnd ? "both" : "either");
        method.Code.Line($"{Members.Type(BoolType.Instance, isNullable)} {name} = {Bare(left.Text)};");
        string reached = (isAnd, isNullable) switch
        {
            (true, false) => name,
            (true, true) => $"{name} != false",
            (false, false) => $"!{name}",
            _ => $"{name} != true",
        };
        return Continue(
            new CSharpValue(name, BoolType.Instance, isNullable) { Failed = left.Failed }, reached, right, statements,
            $"{name} = {name} {sign} {Operand(right)};");
    }

    // Goes on with `next` where it is reached and the value so far did not fail.
    private CSharpValue Continue(CSharpValue value, string reached, CSharpValue next, string statements, string assignment)
    {
        string? flag = value.Failed;
        if (next.Failed is not null)
        {
            flag = method.Take("failed");
            method.Code.Line($"bool {flag} = {value.Failed ?? "false"};");
        }

        string notFailed = flag is not null && value.Failed is not null ? Negated(flag) + " && " : "";
        method.Code.Line($"if ({notFailed}{reached})");
        using (method.Code.Block())
        {
            method.Lines(statements);
            method.Code.Line(assignment);
            if (next.Failed is not null)
            {
                method.Code.Line($"{flag} = {next.Failed};");
            }
        }

        return value with { Failed = flag };
    }

    private static string Negated(string flag) => flag.Contains(' ', StringComparison.Ordinal) ? $"!({flag})" : $"!{flag}";

    private CSharpValue Coalesce(BoundBinary binary)
    {
        CSharpValue left = Emit(binary.Left);
        if (!left.IsNullable)
        {
            return left;
        }

        (CSharpValue right, string statements) = method.Capture(() => Emit(binary.Right));
        if (statements.Length == 0 && right.Failed is null)
        {
            return left with { Text = $"({Operand(left)} ?? {Operand(right)})", IsNullable = right.IsNullable };
        }

        string name = method.Take("value");
        method.Code.Line($"{Members.Type(left.Type, isNullable: true)} {name} = {Bare(left.Text)};");
        return Continue(left with { Text = name }, $"{name} is null", right, statements, $"{name} = {Bare(right.Text)};");
    }

    private CSharpValue Case(BoundCase choice)
    {
        (CSharpValue Test, string TestCode, CSharpValue Value, string ValueCode)[] arms =
        [
            .. choice.Arms.Select(arm =>
            {
                (CSharpValue test, string testCode) = method.Capture(() => EmitTest(arm.Condition));
                (CSharpValue value, string valueCode) = method.Capture(() => Emit(arm.Value));
                return (test, testCode, value, valueCode);
            }),
        ];
        (CSharpValue? last, string lastCode) = method.Capture(() => choice.Else is { } e ? Emit(e) : null);
        FlowType type = choice.Type.Type;
        bool isNullable = last is null or { IsNullable: true } || arms.Any(a => a.Value.IsNullable);
        bool isPlain = lastCode.Length == 0 && last?.Failed is null
            && arms.All(a => a.TestCode.Length + a.ValueCode.Length == 0 && a.Test.Failed is null && a.Value.Failed is null);
        if (isPlain)
        {
            string tests = string.Concat(arms.Select(a => $"{a.Test.Text} ? {Bare(a.Value.Text)} : "));
            return Named(new CSharpValue($"{tests}{Bare(last?.Text ?? "null")}", type, isNullable), "choice");
        }

        string name = method.Take("choice");
        method.Code.Line($"{Members.Type(type, isNullable)} {name} = default{(isNullable ? "" : $"({Members.Type(type)})")};");
        string? flag = last?.Failed is not null || arms.Any(a => a.Test.Failed is not null || a.Value.Failed is not null)
            ? method.Take("failed")
            : null;
        if (flag is not null)
        {
            method.Code.Line($"bool {flag} = false;");
        }

        Choose(arms, last, lastCode, name, flag);
        return new CSharpValue(name, type, isNullable) { Failed = flag };
    }

    private void Choose(
        ReadOnlySpan<(CSharpValue Test, string TestCode, CSharpValue Value, string ValueCode)> arms, CSharpValue? last, string lastCode,
        string name, string? flag)
    {
        if (arms.IsEmpty)
        {
            Take(last, lastCode, name, flag);
            return;
        }

        (CSharpValue test, string testCode, CSharpValue value, string valueCode) = arms[0];
        method.Lines(testCode);
        if (test.Failed is not null)
        {
            method.Code.Line($"if ({test.Failed})");
            using (method.Code.Block())
            {
                method.Code.Line($"{flag} = true;");
            }
        }

        method.Code.Line($"{(test.Failed is null ? "" : "else ")}if ({test.Text})");
        using (method.Code.Block())
        {
            Take(value, valueCode, name, flag);
        }

        if (arms.Length > 1 || last is not null)
        {
            method.Code.Line("else");
            using (method.Code.Block())
            {
                Choose(arms[1..], last, lastCode, name, flag);
            }
        }
    }

    private void Take(CSharpValue? value, string statements, string name, string? flag)
    {
        method.Lines(statements);
        if (value is not null)
        {
            method.Code.Line($"{name} = {Bare(value.Text)};");
        }

        if (value?.Failed is not null)
        {
            method.Code.Line($"{flag} = {value.Failed};");
        }
    }

    private CSharpValue Handler(BoundHandler handler)
    {
        CSharpValue operand = Emit(handler.Operand);
        if (operand.Failed is not { } failed)
        {
            return operand;
        }

        string condition = failed.Contains(' ', StringComparison.Ordinal) ? $"({failed})" : failed;
        switch (handler)
        {
            case { Kind: HandlerKind.Null }:
                return Named(
                    operand with { Text = $"{condition} ? null : {operand.Text}", IsNullable = true, Failed = null }, "or_null");
            case { Kind: HandlerKind.Value, Fallback: { } fallback }:
                return Otherwise(operand, condition, fallback);
            default:
                FailureAction action = handler.Kind == HandlerKind.Reject ? FailureAction.Reject : FailureAction.Fail;
                ExitWhere(failed, action, handler.Reason ?? FailureReasons.Of(handler.Operand), handler.Span);
                return operand with { Failed = null };
        }
    }

    private CSharpValue Otherwise(CSharpValue operand, string failed, BoundExpression fallback)
    {
        (CSharpValue other, string statements) = method.Capture(() => Emit(fallback));
        bool isNullable = operand.IsNullable || other.IsNullable;
        if (statements.Length == 0 && other.Failed is null)
        {
            string text = $"{failed} ? {other.Text} : {operand.Text}";
            return Named(operand with { Text = text, IsNullable = isNullable, Failed = null }, "or_else");
        }

        string name = method.Take("or_else");
        method.Code.Line($"{Members.Type(operand.Type, isNullable)} {name} = {Bare(operand.Text)};");
        return Continue(
            operand with { Text = name, IsNullable = isNullable, Failed = null }, failed, other, statements,
            $"{name} = {Bare(other.Text)};");
    }
}
