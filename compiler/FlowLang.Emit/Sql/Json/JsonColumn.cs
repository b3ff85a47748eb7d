using FlowLang.Emit.Sql.Tree;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Json;

/// <summary>A column of a row that is written as JSON.</summary>
internal sealed record JsonColumn(string Name, FlowType Type, SqlExpression Value)
{
    public static JsonColumn Of(string? relation, RowField field) => new(field.Name, field.Type.Type, new SqlColumn(relation, field.Name));
}
