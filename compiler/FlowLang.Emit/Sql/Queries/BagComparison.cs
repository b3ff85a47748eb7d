using System.Collections.Immutable;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Emit.Sql.Json;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Queries;

/// <summary>
/// Compares a relation with expected rows as bags. Expected rows that name the same columns are matched together, those with most columns
/// first: the n-th equal row there with the n-th equal row here; what stays without a partner is a difference.
/// </summary>
internal sealed class BagComparison(SqlDialect dialect, string relation, RowType row)
{
    private const string Number = "__number";
    private const string Copy = "__copy";
    private const string Sample = "sample";
    private readonly List<SqlPart> _parts = [];
    private readonly List<string> _missing = [];

    public SqlQuery Compare(ImmutableArray<BoundTestRow> expected)
    {
        string rest = Part("__rows", new SqlSelect(new SqlTable(relation))
        {
            KeepsInput = true,
            Columns = [new SqlOutput(new SqlText("row_number() OVER ()"), Number)],
        });
        var groups =
            expected.GroupBy(r => string.Join('\n', Named(r).Select(f => f.Name))).OrderByDescending(g => Named(g.First()).Length).ToList();
        for (int i = 0; i < groups.Count; i++)
        {
            rest = Match(rest, Named(groups[i].First()), [.. groups[i]], i + 1);
        }

        SqlSelect differences = Differences(rest);
        return new SqlWith([.. _parts], differences);
    }

    private ImmutableArray<RowField> Named(BoundTestRow expected) =>
        [.. row.Fields.Where(f => expected.Values.Any(v => v.Name == f.Name))];

    private string Match(string rest, ImmutableArray<RowField> columns, ImmutableArray<BoundTestRow> rows, int group)
    {
        string given = Part($"__expected{group}", columns.IsEmpty ? Nameless(rows.Length) : Given(columns, rows));
        string expected = Numbered(given, columns, $"__expected_copies{group}");
        string actual = Numbered(rest, columns, $"__actual_copies{group}");
        SqlExpression same = Logic.And(
        [
            .. columns.Select(c => (SqlExpression)new SqlBinary("IS NOT DISTINCT FROM", Key("a", c), Key("e", c))),
            new SqlBinary("=", new SqlColumn("a", Copy), new SqlColumn("e", Copy)),
        ]);
        SqlTable e = new(expected, "e");
        SqlTable a = new(actual, "a");
        _missing.Add(Part($"__missing{group}", new SqlSelect(new SqlSemiJoin(IsAnti: true, e, a, same))
        {
            Columns = [new SqlOutput(Json("e", columns), Sample)],
        }));
        return Part($"__rest{group}", new SqlSelect(new SqlSemiJoin(IsAnti: true, a, e, same))
        {
            Columns = [.. row.Fields.Select(f => new SqlOutput(new SqlColumn("a", f.Name), f.Name))],
        });
    }

    private SqlValues Given(ImmutableArray<RowField> columns, ImmutableArray<BoundTestRow> rows)
    {
        ExpressionEmitter emitter = new(dialect, hoisted: null, ExpressionEmitter.Unqualified);
        SqlExpression Value(BoundTestRow r, RowField f) =>
            new SqlCast(emitter.Value(r.Values.First(v => v.Name == f.Name).Value), f.Type.Type);

        return new SqlValues([.. columns.Select(c => c.Name)], [.. rows.Select(r => columns.Select(c => Value(r, c)).ToImmutableArray())]);
    }

    // json has no equality: its text has.
    private static SqlExpression Key(string? side, RowField column)
    {
        SqlColumn value = new(side, column.Name);
        return column.Type.Type is JsonType ? new SqlCast(value, TextType.Instance) : value;
    }

    private static SqlValues Nameless(int rows) =>
        new(["__any"], [.. Enumerable.Repeat(ImmutableArray.Create<SqlExpression>(new SqlText("1", IsConstant: true)), rows)]);

    private string Numbered(string from, ImmutableArray<RowField> columns, string name)
    {
        string keys = string.Join(", ", columns.Select(c => dialect.Print(Key(null, c))));
        SqlText number = new($"row_number() OVER ({(columns.IsEmpty ? "" : $"PARTITION BY {keys}")})");
        return Part(name, new SqlSelect(new SqlTable(from)) { KeepsInput = true, Columns = [new SqlOutput(number, Copy)] });
    }

    private SqlSelect Differences(string rest)
    {
        SqlText unexpected = new($"('unexpected ' || {dialect.Operand(Json(null, row.Fields))})");
        SqlText missing = new($"('missing ' || {dialect.Quote(Sample)})");
        SqlQuery all = new SqlSelect(new SqlTable(rest)) { Columns = [new SqlOutput(unexpected, Sample)] };
        foreach (string part in _missing)
        {
            SqlSelect next = new(new SqlTable(part)) { Columns = [new SqlOutput(missing, Sample)] };
            all = new SqlSetOperation("UNION ALL", all, next);
        }

        SqlText list = new("string_agg(\"sample\", chr(10) ORDER BY \"sample\")");
        return new SqlSelect(new SqlTable(Part("__differences", all)))
        {
            GroupKeys = 0,
            Columns = [new SqlOutput(new SqlText("count(*)"), "violations"), new SqlOutput(list, Sample)],
        };
    }

    private SqlText Json(string? side, IEnumerable<RowField> columns) =>
        dialect.RowAsJson([.. columns.Select(f => JsonColumn.Of(side, f))]);

    private string Part(string name, SqlQuery query)
    {
        _parts.Add(new SqlPart(name, query, null));
        return name;
    }
}
