using System.Collections.Immutable;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Expressions;

/// <summary>Operators and functions over evaluated operands.</summary>
internal sealed partial class ExpressionEmitter
{
    /// <summary>An operator that is null only where an operand is, or where it fails.</summary>
    private EmittedValue Operator(SqlMapping mapping, ImmutableArray<BoundExpression> operands, TypeRef result, bool fails) =>
        Strict(operands, values => Mapped(mapping, operands, values, result).Value, fails, dialect.NamesOperands);

    private EmittedValue Strict(
        ImmutableArray<BoundExpression> operands, Func<ImmutableArray<SqlExpression>, SqlExpression> write, bool fails, bool named = false)
    {
        EmittedValue[] emitted = [.. operands.Select(Emit)];
        if (named)
        {
            emitted = [.. emitted.Select(Named)];
        }

        if (!fails && !emitted.Any(e => e.CanFail))
        {
            return new EmittedValue(write([.. emitted.Select(e => e.Value)]), Exits(emitted));
        }

        var leaves = ImmutableArray.CreateBuilder<SqlExpression>();
        SqlExpression failed = Logic.False;
        for (int i = 0; i < emitted.Length; i++)
        {
            if (emitted[i].Leaves is { } inner && emitted[i].Failed is null)
            {
                leaves.AddRange(inner);
                continue;
            }

            emitted[i] = Settle(emitted[i]);
            failed = Logic.Or(failed, FailedOf(emitted[i]));
            if (emitted[i].CanFail || operands[i].Type.Nullable)
            {
                SqlExpression value = Hoist(emitted[i].Value);
                emitted[i] = emitted[i] with { Value = value };
                leaves.Add(value);
            }
        }

        return new EmittedValue(write([.. emitted.Select(e => e.Value)]), Exits(emitted))
        {
            Leaves = [.. leaves.Distinct()],
            Failed = failed == Logic.False ? null : _ => failed,
        };
    }

    // What can fail is settled, since its failure is asked for by name too.
    private EmittedValue Named(EmittedValue emitted)
    {
        EmittedValue settled = Settle(emitted);
        return settled with { Value = Hoist(settled.Value) };
    }

    /// <summary>A function by its mapping; where it fails is what the mapping says.</summary>
    private EmittedValue Call(SqlMapping mapping, ImmutableArray<BoundExpression> arguments, TypeRef result, bool fails)
    {
        EmittedValue[] emitted = [.. arguments.Select(a => Settle(Emit(a)))];
        if (fails)
        {
            // A failed-condition names its arguments again.
            emitted = [.. emitted.Select(e => e with { Value = Hoist(e.Value) })];
        }

        SqlExpression argumentFailed = Logic.Or([.. emitted.Select(FailedOf)]);
        (SqlText value, string? own) = Mapped(mapping, arguments, [.. emitted.Select(e => e.Value)], result);
        EmittedValue call = new(value, Exits(emitted));
        if (!fails || own is null)
        {
            return argumentFailed == Logic.False ? call : call with { Failed = _ => argumentFailed };
        }

        return call with { Failed = name => Logic.Or(argumentFailed, Named(own, value, name)) };
    }

    // A mapping's failed-condition may hold the value's own text: there the name stands instead, and nothing is computed twice.
    private SqlText Named(string condition, SqlText value, SqlExpression name) =>
        new(condition.Replace(value.Text, dialect.Print(name), StringComparison.Ordinal), Math.Max(value.Level, name.Level));

    private (SqlText Value, string? Failed) Mapped(
        SqlMapping mapping, ImmutableArray<BoundExpression> arguments, ImmutableArray<SqlExpression> values, TypeRef result)
    {
        SqlCall call = SqlCall.Of(arguments, [.. values.Select(dialect.Operand)], result, dialect.Type);
        int level = values.Select(v => v.Level).Append(0).Max();
        return (new SqlText(Wrapped(mapping.Value(call)), level), mapping.Failed?.Invoke(call));
    }

    // Mappings give one operand; what is not visibly one gets parentheses.
    private static string Wrapped(string text) => SqlOperands.IsOne(text) ? text : $"({text})";
}
