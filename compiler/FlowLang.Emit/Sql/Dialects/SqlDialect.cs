using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>
/// How an engine writes SQL. What most engines share stands here; an engine overrides what it does otherwise. What an engine can't do the
/// same is a compile error (FL5xxx), never a different result.
/// </summary>
public abstract class SqlDialect
{
    public abstract string Name { get; }

    /// <summary>The engine's name of a type.</summary>
    public abstract string Type(FlowType type);

    /// <summary>A constant of its type.</summary>
    public abstract string Literal(BoundLiteral literal);

    public abstract SqlMapping Mapping(ScalarFunction function);

    public abstract SqlMapping Mapping(AggregateFunction function);

    public abstract SqlMapping Mapping(AnalyticFunction function);

    /// <summary>Arithmetic; null only where an operand is, or where it fails.</summary>
    public abstract SqlMapping Operator(BoundBinary binary);

    /// <inheritdoc cref="Operator(BoundBinary)"/>
    public abstract SqlMapping Operator(BoundUnary unary);

    /// <summary>A conversion; null only where the operand is, or where it fails.</summary>
    public abstract SqlMapping Operator(BoundConversion conversion);

    /// <summary>`xs[i]`, `m["key"]` and `j["path"]`: null where there is nothing.</summary>
    public abstract SqlMapping Index(FlowType operand);

    /// <summary>A value as a key of a group, sort or join.</summary>
    public abstract string Key(FlowType type, string value);

    /// <summary>The value of a workspace parameter in a run.</summary>
    public abstract string Parameter(string name, FlowType type);

    /// <summary>The start or end of the run's interval.</summary>
    public abstract string IntervalBound(bool isEnd, FlowType type);

    /// <summary>One row as JSON text, of columns by name.</summary>
    public abstract SqlExpression RowAsJson(ImmutableArray<(string Name, SqlExpression Value)> columns);

    /// <summary>A quoted identifier.</summary>
    public virtual string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A text literal on one line, of characters that a reader sees; others by their numbers.</summary>
    public virtual string Text(string value)
    {
        if (!value.Any(IsUnprintable))
        {
            return $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
        }

        List<string> parts = [];
        int start = 0;
        for (int i = 0; i <= value.Length; i++)
        {
            if (i < value.Length && !IsUnprintable(value[i]))
            {
                continue;
            }

            if (i > start)
            {
                parts.Add(Text(value[start..i]));
            }

            if (i < value.Length)
            {
                parts.Add($"chr({Number(value[i])})");
            }

            start = i + 1;
        }

        return $"({string.Join(" || ", parts)})";
    }

    private static bool IsUnprintable(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    public virtual string SemiJoin => "SEMI JOIN";

    public virtual string AntiJoin => "ANTI JOIN";

    public string Print(SqlQuery query) => new SqlPrinter(this).Print(query);

    public string Print(SqlExpression expression) => new SqlPrinter(this).Print(expression);

    /// <summary>An operand for inside another expression: in parentheses unless it is a name, a call or a literal.</summary>
    public string Operand(SqlExpression expression) => new SqlPrinter(this).Operand(expression);

    protected static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
