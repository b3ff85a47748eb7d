using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Tree;

/// <summary>A value in SQL. A dialect prints it.</summary>
public abstract record SqlExpression
{
    /// <summary>
    /// How many projections must stand below the one that evaluates it: 0 for what reads the step's input, 1 for what reads a value that
    /// was computed in a projection of its own, and so on.
    /// </summary>
    public virtual int Level => 0;

    /// <summary>A name or constant: free to evaluate twice.</summary>
    public virtual bool IsSimple => false;
}

/// <param name="Relation">The alias in front; null where names are unique.</param>
/// <param name="At">See <see cref="SqlExpression.Level"/>.</param>
public sealed record SqlColumn(string? Relation, string Name, int At = 0) : SqlExpression
{
    public override int Level => At;

    public override bool IsSimple => true;
}

/// <summary>Text of the dialect: a literal, or what a function's mapping wrote. One operand: a name, a call, or in parentheses.</summary>
public sealed record SqlText(string Text, int At = 0, bool IsConstant = false) : SqlExpression
{
    public override int Level => At;

    public override bool IsSimple => IsConstant;
}

/// <summary>`CASE WHEN … THEN … ELSE … END`.</summary>
public sealed record SqlCase(ImmutableArray<(SqlExpression When, SqlExpression Then)> Arms, SqlExpression? Else) : SqlExpression
{
    public override int Level => Math.Max(Arms.Max(a => Math.Max(a.When.Level, a.Then.Level)), Else?.Level ?? 0);
}

public sealed record SqlCast(SqlExpression Operand, FlowType Type) : SqlExpression
{
    public override int Level => Operand.Level;
}

/// <summary>An infix operator of two operands.</summary>
public sealed record SqlBinary(string Operator, SqlExpression Left, SqlExpression Right) : SqlExpression
{
    public override int Level => Math.Max(Left.Level, Right.Level);
}

/// <summary>`a AND b AND c`, `a OR b OR c`; at least one operand.</summary>
public sealed record SqlLogic(bool IsAnd, ImmutableArray<SqlExpression> Operands) : SqlExpression
{
    public override int Level => Operands.Max(o => o.Level);
}

public sealed record SqlNot(SqlExpression Operand) : SqlExpression
{
    public override int Level => Operand.Level;
}

public sealed record SqlIsNull(SqlExpression Operand, bool Negated) : SqlExpression
{
    public override int Level => Operand.Level;
}

public sealed record SqlIn(SqlExpression Operand, ImmutableArray<SqlExpression> Options, bool Negated) : SqlExpression
{
    public override int Level => Math.Max(Operand.Level, Options.Max(o => o.Level));
}

/// <summary>`name(a, b)`.</summary>
public sealed record SqlCallExpression(string Name, ImmutableArray<SqlExpression> Arguments) : SqlExpression
{
    public override int Level => Arguments.IsEmpty ? 0 : Arguments.Max(a => a.Level);
}
