using FlowLang.Emit.Sql.Dialects;
using FlowLang.Emit.Sql.Json;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Queries;

/// <summary>
/// Compares two relations as bags, by their rows as JSON: one line a difference, as <see cref="BagComparison"/> gives them.
/// </summary>
internal sealed class RelationComparison(SqlDialect dialect, RowType row)
{
    public SqlVerbatim Compare(string relation, string expected)
    {
        (string here, string there) = (Lines(relation), Lines(expected));
        return new SqlVerbatim($"""
            SELECT count(*) AS violations, string_agg(line, chr(10) ORDER BY line) AS sample
            FROM (
              SELECT 'unexpected ' || line AS line FROM ({here} EXCEPT ALL {there})
              UNION ALL
              SELECT 'missing ' || line AS line FROM ({there} EXCEPT ALL {here}))
            """);
    }

    private string Lines(string relation)
    {
        string json = dialect.Operand(dialect.RowAsJson([.. row.Fields.Select(f => new JsonColumn(f.Name, f.Type.Type, Value(f)))]));
        return $"SELECT {json} AS line FROM {dialect.Quote(relation)}";
    }

    private SqlExpression Value(RowField field) => field.Type.Type is FloatType
        ? new SqlText($"CAST(format('{{:.10e}}', CAST({dialect.Quote(field.Name)} AS DOUBLE)) AS {dialect.Type(field.Type.Type)})")
        : new SqlColumn(null, field.Name);
}
