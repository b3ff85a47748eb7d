using System.Diagnostics;
using System.Globalization;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Emit.Text;

namespace FlowLang.Emit.Sql;

/// <summary>Prints a SQL tree for people to read: one column a line where there are many, parts of a query by name.</summary>
internal sealed class SqlPrinter(SqlDialect dialect)
{
    private const int Width = 110;
    private readonly CodeWriter _code = new("  ");

    public string Print(SqlQuery query)
    {
        Write(query);
        return _code.ToString().TrimEnd();
    }

    public string Print(SqlExpression expression) => expression switch
    {
        SqlColumn column => column.Relation is { } relation ? $"{relation}.{dialect.Quote(column.Name)}" : dialect.Quote(column.Name),
        SqlText text => text.Text,
        SqlCase choice => Print(choice),
        SqlCast cast => $"CAST({Print(cast.Operand)} AS {dialect.Type(cast.Type)})",
        SqlBinary binary => $"{Operand(binary.Left)} {binary.Operator} {Operand(binary.Right)}",
        SqlLogic { Operands: [var only] } => Print(only),
        SqlLogic logic => string.Join(logic.IsAnd ? " AND " : " OR ", logic.Operands.Select(Operand)),
        SqlNot not => $"NOT {Operand(not.Operand)}",
        SqlIsNull test => $"{Operand(test.Operand)} IS {(test.Negated ? "NOT " : "")}NULL",
        SqlIn test => $"{Operand(test.Operand)} {(test.Negated ? "NOT " : "")}IN ({string.Join(", ", test.Options.Select(Print))})",
        SqlCallExpression call => $"{call.Name}({string.Join(", ", call.Arguments.Select(Print))})",
        _ => throw new UnreachableException(expression.GetType().Name),
    };

    public string Operand(SqlExpression expression)
    {
        string text = Print(expression);
        return expression is SqlColumn or SqlText or SqlCase or SqlCast or SqlCallExpression or SqlLogic { Operands.Length: 1 }
            ? text
            : $"({text})";
    }

    private string Print(SqlCase choice)
    {
        string arms = string.Concat(choice.Arms.Select(a => $" WHEN {Print(a.When)} THEN {Print(a.Then)}"));
        return $"CASE{arms}{(choice.Else is { } last ? $" ELSE {Print(last)}" : "")} END";
    }

    private void Write(SqlQuery query)
    {
        switch (query)
        {
            case SqlWith with:
                Write(with);
                break;
            case SqlSelect select:
                Write(select);
                break;
            case SqlSetOperation operation:
                Write(operation.Left);
                _code.Line(operation.Operator);
                Write(operation.Right);
                break;
            case SqlValues values:
                Write(values);
                break;
            case SqlVerbatim verbatim:
                // At the margin: its texts may have several lines.
                _code.Margin(verbatim.Text);
                break;
            default:
                throw new UnreachableException(query.GetType().Name);
        }
    }

    private void Write(SqlWith with)
    {
        for (int i = 0; i < with.Parts.Length; i++)
        {
            SqlPart part = with.Parts[i];
            if (part.Comment is { } comment)
            {
                _code.Line($"-- {comment.ReplaceLineEndings(" ")}");
            }

            _code.Line($"{(i == 0 ? "WITH " : "")}{dialect.Quote(part.Name)} AS (");
            using (_code.Indent())
            {
                Write(part.Query);
            }

            _code.Line(i == with.Parts.Length - 1 ? ")" : "),");
        }

        Write(with.Body);
    }

    private void Write(SqlSelect select)
    {
        if (select.RowLimit is { } numbered && !dialect.HasQualify)
        {
            WriteNumbered(select, numbered);
            return;
        }

        WriteColumns(select);
        WriteFrom(select);

        if (select.GroupKeys is > 0 and var keys)
        {
            _code.Line($"GROUP BY {string.Join(", ", Enumerable.Range(1, keys))}");
        }

        if (select.RowLimit is { } limit)
        {
            _code.Line($"QUALIFY {RowNumber(limit)} {Condition(limit)}");
        }

        if (!select.OrderBy.IsEmpty)
        {
            _code.Line($"ORDER BY {string.Join(", ", select.OrderBy.Select(Print))}");
        }

        if (select.Limit is { } count)
        {
            _code.Line($"LIMIT {count.ToString(CultureInfo.InvariantCulture)}");
        }

        if (select.IsReadOften && dialect.EvaluatedOnce is { } once)
        {
            _code.Line(once);
        }
    }

    // FROM, and WHERE with what an engine without semi joins asks by EXISTS.
    private void WriteFrom(SqlSelect select)
    {
        if (select.From is not null)
        {
            WriteTables(select.From);
        }

        SqlExpression? where = select.Where;
        if (select.From is SqlSemiJoin join && SemiJoin(join) is null)
        {
            SqlText exists = new($"{(join.IsAnti ? "NOT " : "")}EXISTS (SELECT 1 FROM {From(join.Right)} WHERE {Print(join.On)})");
            where = where is null ? exists : Logic.And(exists, where);
        }

        if (where is not null)
        {
            WriteConditions(where);
        }
    }

    // On one line where it fits, else one join a line.
    private void WriteTables(SqlFrom from)
    {
        string line = $"FROM {From(from)}";
        if (line.Length <= Width || from.Tables == 2)
        {
            _code.Line(line);
            return;
        }

        Stack<string> joins = [];
        while (Last(from) is var (before, join))
        {
            if (join.Length > 0)
            {
                joins.Push($"  {join}");
            }

            from = before;
        }

        _code.Line($"FROM {From(from)}");
        joins.ToList().ForEach(join => _code.Line(join));
    }

    // What a join of joins ends with, and what stands before.
    private (SqlFrom Before, string Join)? Last(SqlFrom from) => from switch
    {
        SqlJoin join => (join.Left, $"{join.Kind} {From(join.Right)} ON {Print(join.On)}"),
        SqlSemiJoin semi when SemiJoin(semi) is { } kind => (semi.Left, $"{kind} {From(semi.Right)} ON {Print(semi.On)}"),
        SqlSemiJoin semi => (semi.Left, ""),
        _ => null,
    };

    private string? SemiJoin(SqlSemiJoin join) => join.IsAnti ? dialect.AntiJoin : dialect.SemiJoin;

    private void WriteNumbered(SqlSelect select, SqlRowLimit limit)
    {
        const string number = "__number";
        WriteColumns(select);
        _code.Line("FROM (");
        using (_code.Indent())
        {
            _code.Line($"SELECT *, {RowNumber(limit)} AS {dialect.Quote(number)}");
            WriteFrom(select);
        }

        _code.Line(") AS numbered");
        _code.Line($"WHERE {dialect.Quote(number)} {Condition(limit)}");
    }

    private string RowNumber(SqlRowLimit limit)
    {
        string partition = limit.PartitionBy.IsEmpty ? "" : $"PARTITION BY {string.Join(", ", limit.PartitionBy.Select(Print))}";
        string order = limit.OrderBy.IsEmpty ? "" : $"ORDER BY {string.Join(", ", limit.OrderBy.Select(Print))}";
        return $"row_number() OVER ({string.Join(' ', new[] { partition, order }.Where(p => p.Length > 0))})";
    }

    private static string Condition(SqlRowLimit limit) =>
        limit.Count == 1 ? "= 1" : string.Create(CultureInfo.InvariantCulture, $"<= {limit.Count}");

    // On one line where it fits, else one a line; a long CASE one arm a line.
    private void WriteColumns(SqlSelect select)
    {
        List<string> columns = [.. select.Columns.Select(Output)];
        if (select.KeepsInput || columns.Count == 0)
        {
            columns.Insert(0, "*");
        }

        string line = "SELECT " + string.Join(", ", columns);
        if (line.Length <= Width)
        {
            _code.Line(line);
            return;
        }

        _code.Line("SELECT");
        using (_code.Indent())
        {
            int first = columns.Count - select.Columns.Length;
            for (int i = 0; i < columns.Count; i++)
            {
                string end = i == columns.Count - 1 ? "" : ",";
                if (columns[i].Length > Width && i >= first && select.Columns[i - first] is { Value: SqlCase choice } output)
                {
                    WriteCase(choice, output.Name, end);
                }
                else
                {
                    _code.Line(columns[i] + end);
                }
            }
        }
    }

    private void WriteCase(SqlCase choice, string name, string end)
    {
        _code.Line("CASE");
        using (_code.Indent())
        {
            foreach ((SqlExpression when, SqlExpression then) in choice.Arms)
            {
                _code.Line($"WHEN {Print(when)} THEN {Print(then)}");
            }

            if (choice.Else is { } last)
            {
                _code.Line($"ELSE {Print(last)}");
            }
        }

        _code.Line($"END AS {dialect.Quote(name)}{end}");
    }

    private void Write(SqlValues values)
    {
        _code.Line("SELECT * FROM (VALUES");
        using (_code.Indent())
        {
            for (int i = 0; i < values.Rows.Length; i++)
            {
                _code.Line($"({string.Join(", ", values.Rows[i].Select(Print))}){(i == values.Rows.Length - 1 ? "" : ",")}");
            }
        }

        _code.Line($") AS given({string.Join(", ", values.Columns.Select(dialect.Quote))})");
    }

    private string Output(SqlOutput column)
    {
        string value = Print(column.Value);
        return column.Value is SqlColumn same && same.Name == column.Name ? value : $"{value} AS {dialect.Quote(column.Name)}";
    }

    private string From(SqlFrom from) => from switch
    {
        SqlTable table => $"{dialect.Quote(table.Name)}{(table.Alias is { } alias ? $" AS {alias}" : "")}",
        _ when Last(from) is var (before, join) => $"{From(before)} {join}".TrimEnd(),
        _ => throw new UnreachableException(from.GetType().Name),
    };

    public string Print(SqlSortKey key) => $"{Print(key.Value)}{(key.Descending ? " DESC" : "")} NULLS LAST";

    private void WriteConditions(SqlExpression where)
    {
        List<string> operands = where is SqlLogic { IsAnd: true } all ? [.. all.Operands.Select(Operand)] : [Print(where)];
        string line = "WHERE " + string.Join(" AND ", operands);
        if (line.Length <= Width)
        {
            _code.Line(line);
            return;
        }

        _code.Line("WHERE " + operands[0]);
        operands.Skip(1).ToList().ForEach(o => _code.Line("  AND " + o));
    }
}
