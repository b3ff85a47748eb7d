using System.Collections.Immutable;
using FlowLang.Emit.Manifest;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Queries;

/// <summary>What a source in PostgreSQL is asked for, in its own SQL.</summary>
internal static class SelectionEmitter
{
    private static readonly PostgresDialect Dialect = PostgresDialect.Instance;

    public static EmittedSelection? Of(ReadSource read)
    {
        if (read.Selection is not { } asked)
        {
            return null;
        }

        ImmutableArray<EmittedFilter> filters = [.. asked.Filters.Select(Filter)];
        string columns = string.Join(", ", asked.Columns.Select(Dialect.Quote));
        string where = string.Join("\n  AND ", filters.Select(f => f.Condition));
        string sql = $"SELECT {columns}\nFROM {EndpointText.Of(read.Source.Endpoint)}{(filters.IsEmpty ? "" : $"\nWHERE {where}")}";
        return new EmittedSelection(filters, sql);
    }

    private static EmittedFilter Filter(SourceFilter filter)
    {
        SqlExpression condition = new ExpressionEmitter(Dialect, hoisted: null, Column).Value(filter.Condition);
        return new EmittedFilter(Dialect.Operand(condition), filter.Step, $"not {FailureText.Of(filter.Written)}", filter.IsCounted);
    }

    // Texts are compared by code point, whatever the column's collation.
    private static SqlExpression Column(BoundColumn column) => column.Type.Type is TextType or EnumType
        ? new SqlText($"({Dialect.Quote(column.Name)} COLLATE \"C\")")
        : ExpressionEmitter.Unqualified(column);
}
