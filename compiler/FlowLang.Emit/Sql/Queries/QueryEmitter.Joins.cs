using System.Collections.Immutable;
using System.Diagnostics;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Logical;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Emit.Sql.Queries;

/// <summary>
/// Joins. One whose left side is a join goes on in the same FROM: engines choose the order of joins within one SELECT, and most of them not
/// across the projection that a part of the query is.
/// </summary>
internal sealed partial class QueryEmitter
{
    private QueryRelation Join(JoinNode node, bool needsOrigin)
    {
        QueryRelation left = Emit(node.Left, flagged: false, needsOrigin);
        SqlFrom from = (SqlFrom?)left.Joined ?? new SqlTable(Close(left), "l");
        Dictionary<string, SqlColumn> leftColumns = left is { Joined: not null, Select: SqlSelect before }
            ? before.Columns.ToDictionary(c => c.Name, c => (SqlColumn)c.Value)
            : left.Columns.Concat(left.Hidden).ToDictionary(c => c, c => new SqlColumn("l", c));
        string alias = from.Tables == 1 ? "r" : $"r{from.Tables}";
        SqlTable right = new(Close(Emit(node.Right, flagged: false, needsOrigin: false)), alias);
        ExpressionEmitter emitter = new(
            dialect, hoisted: null, c => c.Side == node.RightQualifier ? new SqlColumn(alias, c.Name) : leftColumns[c.Name]);
        SqlFrom join = Joined(node.Kind, from, right, emitter.Value(node.Condition));
        List<SqlOutput> columns =
        [
            .. node.LeftColumns.Select(c => new SqlOutput(leftColumns[c.Input], c.Output)),
            .. node.RightColumns.Select(c => new SqlOutput(new SqlColumn(alias, c.Input), c.Output)),
        ];
        QueryRelation joined = new(new SqlSelect(join), [.. columns.Select(c => c.Name)]) { HasOrigin = left.HasOrigin };
        columns.AddRange(joined.Hidden.Select(h => new SqlOutput(leftColumns[h], h)));
        return joined with { Select = new SqlSelect(join) { Columns = [.. columns] } };
    }

    private static SqlFrom Joined(JoinKind kind, SqlFrom left, SqlTable right, SqlExpression on) => kind switch
    {
        JoinKind.Inner => new SqlJoin("JOIN", left, right, on),
        JoinKind.Left => new SqlJoin("LEFT JOIN", left, right, on),
        JoinKind.Right => new SqlJoin("RIGHT JOIN", left, right, on),
        JoinKind.Full => new SqlJoin("FULL JOIN", left, right, on),
        JoinKind.Semi => new SqlSemiJoin(IsAnti: false, left, right, on),
        JoinKind.Anti => new SqlSemiJoin(IsAnti: true, left, right, on),
        _ => throw new UnreachableException(kind.ToString()),
    };
}
