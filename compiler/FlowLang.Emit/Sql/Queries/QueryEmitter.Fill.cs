using System.Collections.Immutable;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Queries;

/// <summary>`fill`: the rows that a regular axis lacks, from every point of the axis in every group without those that are there.</summary>
internal sealed partial class QueryEmitter
{
    private const string From = "__from";
    private const string To = "__to";
    private const string Rows = "__rows";

    private QueryRelation Fill(FillNode node)
    {
        BoundFill fill = node.Fill;
        SqlTable input = new(Close(Emit(node.Input, flagged: false, needsOrigin: false)));
        string points = Points(fill, input);
        ImmutableArray<SqlExpression> same =
        [
            .. fill.By.Select(by => new SqlBinary("IS NOT DISTINCT FROM", new SqlColumn("p", by), new SqlColumn("i", by))),
            new SqlBinary("=", new SqlColumn("p", fill.Column), new SqlColumn("i", fill.Column)),
        ];
        SqlSemiJoin missing = new(IsAnti: true, new SqlTable(points, "p"), input with { Alias = "i" }, Logic.And([.. same]));
        ImmutableArray<string> columns = Names(node.Row);
        SqlSelect added = new(missing) { Columns = [.. node.Row.Fields.Select(f => new SqlOutput(Added(fill, f), f.Name))] };
        return new QueryRelation(new SqlSetOperation("UNION ALL", new SqlSelect(input) { Columns = [.. Same(columns)] }, added), columns);
    }

    // Every group that has rows, with every point of the axis.
    private string Points(BoundFill fill, SqlTable input)
    {
        ExpressionEmitter emitter = Plain;
        SqlColumn axis = new(null, fill.Column);
        SqlSelect bounds = new(input)
        {
            GroupKeys = 0,
            Columns =
            [
                new SqlOutput(fill.From is { } from ? emitter.Value(from) : new SqlCallExpression("min", [axis]), From),
                new SqlOutput(fill.To is { } to ? emitter.Value(to) : new SqlCallExpression("max", [axis]), To),
                new SqlOutput(new SqlText("count(*)"), Rows),
            ],
        };
        SqlSelect groups = new(input)
        {
            GroupKeys = fill.By.Length,
            Columns = [.. Same(fill.By), new SqlOutput(new SqlText("count(*)"), Rows)],
        };
        SqlTable boundTable = new(Close(new QueryRelation(bounds, [From, To]) { Step = "fill_bounds" }), "b");
        SqlTable groupTable = new(Close(new QueryRelation(groups, [.. fill.By, Rows]) { Step = "fill_groups" }), "g");
        SqlJoin all = new("JOIN", groupTable, boundTable, new SqlBinary(">", new SqlColumn("g", Rows), new SqlText("0", IsConstant: true)));
        SqlExpression point = dialect.Series(new SqlColumn("b", From), new SqlColumn("b", To), emitter.Value(fill.Every), AxisType(fill));
        SqlSelect points = new(all)
        {
            Columns = [.. fill.By.Select(by => new SqlOutput(new SqlColumn("g", by), by)), new SqlOutput(point, fill.Column)],
        };
        return Close(new QueryRelation(points, [.. fill.By, fill.Column]) { Step = "fill_points" });
    }

    private static FlowType AxisType(BoundFill fill) => fill.Row.Find(fill.Column)?.Type.Type ?? ErrorType.Instance;

    private SqlExpression Added(BoundFill fill, RowField field)
    {
        if (field.Name == fill.Column || fill.By.Contains(field.Name))
        {
            return new SqlColumn("p", field.Name);
        }

        return fill.Values.FirstOrDefault(v => v.Name == field.Name) is { } value ? Plain.Value(value.Value) : Null(field);
    }
}
