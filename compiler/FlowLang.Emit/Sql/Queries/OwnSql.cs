using System.Collections.Immutable;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Queries;

/// <summary>A program's own SQL inside a query: its inputs, then the text as it stands, of which the declared columns are taken.</summary>
internal static class OwnSql
{
    private const string Part = "__sql";

    public static SqlWith Of(SqlNode node, Func<SqlInput, SqlQuery> input) => new(
        [.. node.Named.Select(i => new SqlPart(i.Name, input(i), null)), new SqlPart(Part, new SqlVerbatim(Text(node)), null)],
        new SqlSelect(new SqlTable(Part))
        {
            Columns = [.. node.Row.Fields.Select(f => new SqlOutput(new SqlColumn(null, f.Name), f.Name))],
        });

    /// <summary>What an engine can be asked to describe before there are rows: the text over inputs that are empty and typed.</summary>
    private static EmittedSql Describe(SqlNode node, SqlDialect dialect)
    {
        SqlWith query = new(
            [.. node.Named.Select(i => new SqlPart(i.Name, Empty(i.Rows.Row), null)), new SqlPart(Part, new SqlVerbatim(Text(node)), null)],
            new SqlSelect(new SqlTable(Part)));
        return new EmittedSql(dialect.Print(query), node.Row.Fields, node.Span);
    }

    /// <summary>The texts of a pipeline, in the order of the program.</summary>
    public static ImmutableArray<EmittedSql> Of(BatchPlan plan, LogicalProgram program, SqlDialect dialect) => Describe(
        SqlEngines.Of(program, plan.Operations.SelectMany(o => o switch
        {
            StageRelation stage => [stage.Query],
            WriteRelation write => [write.Query],
            _ => Array.Empty<LogicalNode>(),
        })),
        dialect);

    public static ImmutableArray<EmittedSql> Describe(IEnumerable<SqlNode> nodes, SqlDialect dialect) =>
    [
        .. nodes.Select(node => Describe(node, dialect)).DistinctBy(sql => (sql.Span, sql.Sql))
            .OrderBy(sql => sql.Span.Source.Path, StringComparer.Ordinal).ThenBy(sql => sql.Span.Start),
    ];

    private static SqlSelect Empty(RowType row) => new(null)
    {
        Columns = [.. row.Fields.Select(f => new SqlOutput(new SqlCast(new SqlText("NULL", IsConstant: true), f.Type.Type), f.Name))],
        Where = Logic.False,
    };

    // A query inside another has no `;` at its end.
    private static string Text(SqlNode node) => node.Text.Trim().TrimEnd(';').TrimEnd();
}
