using System.Collections.Immutable;
using FlowLang.Emit.Sql.Tree;

namespace FlowLang.Emit.Sql.Expressions;

/// <summary>Conditions that are never null.</summary>
internal static class Logic
{
    public static SqlExpression True { get; } = new SqlText("true", IsConstant: true);

    public static SqlExpression False { get; } = new SqlText("false", IsConstant: true);

    public static SqlExpression And(params ReadOnlySpan<SqlExpression> operands) => Combine(isAnd: true, operands);

    public static SqlExpression Or(params ReadOnlySpan<SqlExpression> operands) => Combine(isAnd: false, operands);

    public static SqlExpression IsNull(SqlExpression operand) => new SqlIsNull(operand, Negated: false);

    public static SqlExpression IsNotNull(SqlExpression operand) => new SqlIsNull(operand, Negated: true);

    /// <summary>True where the condition is true, false where it is false or null.</summary>
    public static SqlExpression IsTrue(SqlExpression condition) => new SqlCallExpression("coalesce", [condition, False]);

    /// <summary>True where the condition is false or null.</summary>
    public static SqlExpression IsNotTrue(SqlExpression condition) => new SqlNot(IsTrue(condition));

    private static SqlExpression Combine(bool isAnd, ReadOnlySpan<SqlExpression> operands)
    {
        var flat = ImmutableArray.CreateBuilder<SqlExpression>();
        foreach (SqlExpression operand in operands)
        {
            if (operand is SqlLogic same && same.IsAnd == isAnd)
            {
                flat.AddRange(same.Operands);
            }
            else if (operand != (isAnd ? True : False))
            {
                flat.Add(operand);
            }
        }

        return flat switch
        {
            [] => isAnd ? True : False,
            [var only] => only,
            _ => new SqlLogic(isAnd, flat.ToImmutable()),
        };
    }
}
