using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Batch;

/// <summary>SQL of one engine can't run in a pipeline of another.</summary>
public static class SqlEngines
{
    private const string Embedded = "the embedded engine";

    /// <summary>What pipelines and tests read that their engine can't run.</summary>
    internal static IEnumerable<Diagnostic> Mistakes(LogicalProgram program)
    {
        IEnumerable<(LogicalNode Root, ConnectionSymbol? Engine, TextSpan User)> users = program.Pipelines
            .SelectMany(p => p.Writes.Select(w => (w.Root, p.Bound.Engine, w.Bound.Span)))
            .Concat(program.Bound.Tests.Where(t => t.Transform.Parameters.IsEmpty)
                .Select(t => (program.Index[t.Transform].Root, (ConnectionSymbol?)null, t.Span)));
        return users
            .SelectMany(user => Of(program, user.Root).Where(sql => sql.Engine?.Name != user.Engine?.Name).Select(sql => (sql, user)))
            .DistinctBy(pair => pair.sql.Span)
            .Select(pair => EngineDiagnostics.SqlOfOtherEngine(
                pair.sql.Span, Name(pair.sql.Engine), pair.user.User, Name(pair.user.Engine)));
    }

    /// <summary>The first text below a relation that is not the embedded engine's; null where there is none.</summary>
    public static SqlNode? FirstForeign(LogicalProgram program, RelationSymbol relation)
    {
        ArgumentNullException.ThrowIfNull(program);
        return relation is TransformSymbol transform
            ? Of(program, program.Index[transform].Root).FirstOrDefault(sql => sql.Engine is not null)
            : null;
    }

    /// <summary>All texts of a program.</summary>
    public static IEnumerable<SqlNode> All(LogicalProgram program)
    {
        ArgumentNullException.ThrowIfNull(program);
        return Of(program, program.Transforms.Select(t => t.Root).Concat(program.Pipelines.SelectMany(p => p.Writes).Select(w => w.Root)));
    }

    /// <summary>The texts below a query, through all transforms.</summary>
    public static IEnumerable<SqlNode> Of(LogicalProgram program, params IEnumerable<LogicalNode> queries) =>
        ReachedNodes.Of(program, queries).OfType<SqlNode>();

    private static string Name(ConnectionSymbol? engine) => engine is null ? Embedded : $"`{engine.Name}`";
}
