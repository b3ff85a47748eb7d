using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Expressions;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Emit.Sql.Expressions;

/// <summary>
/// Writes bound expressions as total SQL: a value, and the condition under which it failed. `and`, `or`, `??` and `case` are lazy: what
/// they don't reach can't fail.
/// </summary>
/// <param name="dialect">The engine.</param>
/// <param name="hoisted">Where values go that are read twice; null where the step can have no projection below it.</param>
/// <param name="column">How a column of the step's input is written.</param>
internal sealed partial class ExpressionEmitter(SqlDialect dialect, HoistedColumns? hoisted, Func<BoundColumn, SqlExpression> column)
{
    /// <summary>A step's input column by its name.</summary>
    public static SqlExpression Unqualified(BoundColumn column) => new SqlColumn(null, column.Name);

    /// <summary>The value where nothing can fail, or where rows that failed don't come.</summary>
    public SqlExpression Value(BoundExpression expression) => Emit(expression).Value;

    /// <summary>The value as a key of a group, sort or window.</summary>
    public SqlExpression Key(BoundExpression expression) => Key(expression, Value(expression));

    private SqlExpression Key(BoundExpression expression, SqlExpression value)
    {
        string text = dialect.Operand(value);
        string key = dialect.Key(expression.Type.Type, text);
        return string.Equals(key, text, StringComparison.Ordinal) ? value : new SqlText(key, value.Level);
    }

    public EmittedValue Emit(BoundExpression expression) => expression switch
    {
        BoundLiteral literal => EmittedValue.Of(new SqlText(dialect.Literal(literal), IsConstant: true)),
        BoundColumn read => EmittedValue.Of(column(read)),
        BoundParameter parameter => EmittedValue.Of(Parameter(parameter)),
        IntervalBound bound => EmittedValue.Of(new SqlText(dialect.IntervalBound(bound.IsEnd, bound.Of), IsConstant: true)),
        FlaggedColumn flagged => new EmittedValue(new SqlColumn(null, flagged.Name), [])
        {
            Failed = _ => new SqlColumn(null, flagged.FailedName),
        },
        BoundUnary { Operator: UnaryOperator.Not } not => Not(not),
        BoundUnary unary => Operator(Supported(dialect.Operator(unary)), [unary.Operand], unary.Type, unary.Fails),
        BoundBinary binary => Binary(binary),
        BoundConversion conversion =>
            Operator(Supported(dialect.Operator(conversion)), [conversion.Operand], conversion.Type, conversion.Fails),
        BoundCall call => Call(Supported(dialect.Mapping(call.Function)), call.Arguments, call.Type, call.Fails),
        BoundHandler handler => Handler(handler),
        BoundIn test => In(test),
        BoundBetween range => Between(range),
        BoundIsNull test => IsNull(test),
        BoundLike like => Like(like),
        BoundCase choice => Case(choice),
        BoundField field => Field(field),
        BoundIndex index => Index(index),
        BoundList list => List(list),
        BoundStruct item => Struct(item),
        BoundInterpolation text => Strict([.. text.Parts], parts => Infix("||", parts), fails: false),
        BoundAnalytic analytic => Analytic(analytic),
        _ => throw new UnreachableException(expression.GetType().Name),
    };

    /// <summary>The value under a name, so that its failure can be asked for beside it.</summary>
    private EmittedValue Settle(EmittedValue emitted)
    {
        if (!emitted.CanFail)
        {
            return emitted;
        }

        SqlExpression value = Hoist(emitted.Value);
        SqlExpression failed = FailedOf(emitted, value);
        return emitted with { Value = value, Failed = _ => failed, Leaves = null };
    }

    /// <summary>Under which condition the value failed, as a constant where it can't.</summary>
    private SqlExpression FailedOf(EmittedValue settled) => settled.CanFail ? FailedOf(settled, settled.Value) : Logic.False;

    private static SqlExpression FailedOf(EmittedValue emitted, SqlExpression value)
    {
        SqlExpression failed = emitted.Failed?.Invoke(value) ?? Logic.False;
        return emitted.Leaves is { } leaves
            ? Logic.Or(failed, Logic.And([.. leaves.Select(Logic.IsNotNull), Logic.IsNull(value)]))
            : failed;
    }

    /// <summary>What the engine can't do was refused before code is written.</summary>
    internal static SqlMapping Supported(SqlMapping? mapping) => mapping ?? throw new UnreachableException("the engine has no such form");

    private SqlExpression Hoist(SqlExpression value) => hoisted is null ? value : hoisted.Add(value);

    private SqlText Parameter(BoundParameter parameter) =>
        new(dialect.Parameter(parameter.Parameter.Name, parameter.Type.Type), IsConstant: true);

    private EmittedValue Not(BoundUnary not)
    {
        EmittedValue operand = Emit(not.Operand);
        if (operand is { CanFail: true, Leaves: null })
        {
            operand = Settle(operand);
        }

        return operand with { Value = new SqlNot(operand.Value) };
    }

    private static SqlExpression Infix(string op, ImmutableArray<SqlExpression> operands) =>
        operands.Skip(1).Aggregate(operands[0], (left, right) => new SqlBinary(op, left, right));

    private static ImmutableArray<RowExit> Exits(params ReadOnlySpan<EmittedValue> values)
    {
        var exits = ImmutableArray.CreateBuilder<RowExit>();
        foreach (EmittedValue value in values)
        {
            exits.AddRange(value.Exits);
        }

        return exits.ToImmutable();
    }

    // Exits of what is only evaluated under a condition.
    private static ImmutableArray<RowExit> Gated(ImmutableArray<RowExit> exits, SqlExpression condition) =>
        exits.IsEmpty ? exits : [.. exits.Select(e => e with { When = Logic.And(condition, e.When) })];
}
