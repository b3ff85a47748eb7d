using System.Collections.Immutable;
using FlowLang.Emit.Sql.Tree;

namespace FlowLang.Emit.Sql.Expressions;

/// <summary>An expression in SQL.</summary>
/// <param name="Value">Total.</param>
/// <param name="Exits">Rejects and failures of handlers inside it, in the order of evaluation.</param>
internal sealed record EmittedValue(SqlExpression Value, ImmutableArray<RowExit> Exits)
{
    /// <summary>
    /// Under which condition (never null) the value failed, written with a name for the value itself; null where it can't fail.
    /// </summary>
    public Func<SqlExpression, SqlExpression>? Failed { get; init; }

    /// <summary>
    /// For a value that is null only where one of these is null, or where it failed: then it failed where it is null and none of these is.
    /// An operator over such values is one itself, so that a whole formula needs one test.
    /// </summary>
    public ImmutableArray<SqlExpression>? Leaves { get; init; }

    public bool CanFail => Failed is not null || Leaves is not null;

    public static EmittedValue Of(SqlExpression value) => new(value, []);
}
