using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Emit.Sql.Json;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Dialects;

/// <summary>
/// How an engine writes SQL. What most engines share stands here; an engine overrides what it does otherwise. What an engine can't do the
/// same is a compile error (FL5xxx), never a different result.
/// </summary>
public abstract class SqlDialect
{
    /// <summary>As files and options name it.</summary>
    public abstract string Name { get; }

    /// <summary>As a person names the engine.</summary>
    public abstract string Title { get; }

    /// <summary>
    /// Why the engine can't evaluate this the same, or null. Of the expression itself; its operands and a function without a form are
    /// asked for apart.
    /// </summary>
    public virtual string? Refuses(BoundExpression expression) => null;

    /// <summary>Why the engine can't write rows in the order of this write's `order by`, or null.</summary>
    public virtual string? RefusesOrder(BoundWrite write) => null;

    /// <summary>Why the engine can't do this step the same, or null.</summary>
    public virtual string? Refuses(LogicalNode node) => null;

    /// <summary>What the engine reads and writes itself, where it doesn't reach a source or sink; null where it does.</summary>
    /// <param name="row">What is read or written; null for rejects.</param>
    public virtual string? Reach(ConnectionSymbol engine, BoundEndpoint endpoint, RowType? row, bool isRead) =>
        endpoint.Connection?.Name == engine.Name ? null : $"tables of `{engine.Name}`";

    /// <summary>The engine's name of a type.</summary>
    public abstract string Type(FlowType type);

    /// <summary>A constant of its type.</summary>
    public abstract string Literal(BoundLiteral literal);

    /// <summary>A function's form; null where the engine can't do the same.</summary>
    public abstract SqlMapping? Mapping(ScalarFunction function);

    /// <inheritdoc cref="Mapping(ScalarFunction)"/>
    public abstract SqlMapping? Mapping(AggregateFunction function);

    /// <inheritdoc cref="Mapping(ScalarFunction)"/>
    public abstract SqlMapping? Mapping(AnalyticFunction function);

    /// <summary>
    /// Arithmetic; its value is null only where an operand is, or where it fails. Null where the engine can't do the same.
    /// </summary>
    public abstract SqlMapping? Operator(BoundBinary binary);

    /// <inheritdoc cref="Operator(BoundBinary)"/>
    public abstract SqlMapping? Operator(BoundUnary unary);

    /// <summary>
    /// A conversion; its value is null only where the operand is, or where it fails. Null where the engine can't do the same.
    /// </summary>
    public abstract SqlMapping? Operator(BoundConversion conversion);

    /// <summary>`xs[i]`, `m["key"]` and `j["path"]`: null where there is nothing.</summary>
    public abstract SqlMapping? Index(FlowType operand);

    /// <summary>A value as a key of a group, sort or join.</summary>
    public abstract string Key(FlowType type, string value);

    /// <summary>The value of a workspace parameter in a run.</summary>
    public abstract string Parameter(string name, FlowType type);

    /// <summary>The start or end of the run's interval.</summary>
    public abstract string IntervalBound(bool isEnd, FlowType type);

    /// <summary>The left operand of an order comparison, so that the engine orders as the language does.</summary>
    public virtual SqlExpression Ordered(SqlExpression value, FlowType type) => value;

    /// <summary>`&lt;operand&gt; LIKE &lt;pattern&gt;` with a backslash as escape, by code point.</summary>
    public virtual string Like(string operand, string pattern, bool negated) =>
        $"({operand} {(negated ? "NOT " : "")}LIKE {Text(pattern)} ESCAPE '\\')";

    /// <summary>An argument of an aggregate or analytic function, as one operand.</summary>
    public virtual string Argument(BoundExpression argument, SqlExpression value) => Operand(value);

    /// <summary>A list of values, before it is cast to its type.</summary>
    public abstract string List(ListType type, IEnumerable<string> items);

    /// <summary>A struct of values by name.</summary>
    public abstract string Struct(RowType type, IEnumerable<(string Name, string Value)> fields);

    /// <summary>A field of a struct.</summary>
    public abstract SqlExpression Field(SqlExpression operand, RowType type, string name);

    /// <summary>In a select list: a row for each item of a list.</summary>
    public abstract SqlExpression Unnest(SqlExpression list, ListType type);

    /// <summary>In a select list: a row for each value from one bound to the other, both included.</summary>
    public abstract SqlExpression Series(SqlExpression from, SqlExpression to, SqlExpression step, FlowType type);

    /// <summary>Whether `QUALIFY` filters by a window function; without it a subquery numbers the rows.</summary>
    public virtual bool HasQualify => false;

    /// <summary>Whether `ORDER BY` takes names only, so that computed keys stand in a projection below.</summary>
    public virtual bool SortsByNames => false;
    /// <summary>
    /// Whether an operator's operands should be names: the engine's form reads each several times, and a planner that copies subqueries
    /// into their readers would compute them as often.
    /// </summary>
    public virtual bool NamesOperands => false;

    /// <summary>
    /// Whether a filter of a source that the engine reads by itself is a WHERE, so that the reader skips rows, and the rows that it takes
    /// are counted by a query apart. Without it they come along with a flag.
    /// </summary>
    public virtual bool CountsFiltersApart => false;

    /// <summary>What ends a projection whose values the engine must not compute again for each reader; null where it never does.</summary>
    public virtual string? EvaluatedOnce => null;

    /// <summary>One row as JSON text.</summary>
    internal SqlText RowAsJson(ImmutableArray<JsonColumn> columns) => new(
        Json.Object(columns.Select(c => (c.Name, c.Type, Operand(c.Value)))), columns.Select(c => c.Value.Level).Append(0).Max());

    /// <summary>One value as JSON text.</summary>
    internal SqlText ValueAsJson(JsonColumn column) => new(Json.Single(column.Type, Operand(column.Value)), column.Value.Level);

    private protected abstract RowJson Json { get; }

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

    /// <summary>The join that keeps left rows with a partner, or null where the engine has only `EXISTS`.</summary>
    public virtual string? SemiJoin => null;

    /// <summary>The join that keeps left rows without a partner, or null where the engine has only `NOT EXISTS`.</summary>
    public virtual string? AntiJoin => null;

    public string Print(SqlQuery query) => new SqlPrinter(this).Print(query);

    /// <summary>`&lt;value&gt; [DESC] NULLS LAST`.</summary>
    public string Print(SqlSortKey key) => new SqlPrinter(this).Print(key);

    public string Print(SqlExpression expression) => new SqlPrinter(this).Print(expression);

    /// <summary>An operand for inside another expression: in parentheses unless it is a name, a call or a literal.</summary>
    public string Operand(SqlExpression expression) => new SqlPrinter(this).Operand(expression);

    protected static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
