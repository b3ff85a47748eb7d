using FlowLang.Emit.Sql.Dialects;
using FlowLang.Emit.Sql.Json;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Twins;

/// <summary>Rows of a relation of the embedded engine as records of a stream.</summary>
public static class GivenRows
{
    /// <summary>Asks for each row as JSON and for its event time in microseconds since 1970.</summary>
    /// <param name="relation">Where the rows are.</param>
    /// <param name="row">Their columns.</param>
    /// <param name="time">The path to the event time; null where they have none.</param>
    public static string Sql(string relation, RowType row, string? time)
    {
        ArgumentNullException.ThrowIfNull(row);
        DuckDbDialect dialect = DuckDbDialect.Instance;
        string json = dialect.Operand(dialect.RowAsJson([.. row.Fields.Select(f => JsonColumn.Of(null, f))]));
        string at = time is null ? "CAST(NULL AS BIGINT)" : TwinWindows.MicrosOf(time);
        return $"SELECT {json} AS json, {at} AS at FROM {dialect.Quote(relation)}";
    }
}
