using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>Rows that end on the right of `join … as of`: read whole, and again as often as their sources say.</summary>
internal static class JoinedTable
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>What keeps the table from being read again and again.</summary>
    public static Diagnostic? Check(BoundJoin join, BindingContext context)
    {
        foreach (SourceSymbol source in Sources(join.Right, context.Session))
        {
            TimeSpan? every = ((source.Endpoint.Find("refresh") as CallOption)?.Find("time") as DurationOption)?.Value;
            if (every is null || every < Least)
            {
                return StreamDiagnostics.TableWithoutRefresh(join.Right.Span, source.Name, source.Span, every is not null);
            }

            if (source.HasCursor)
            {
                return StreamDiagnostics.TableWithCursor(join.Right.Span, source.Name, source.Span);
            }
        }

        return null;
    }

    // Through transforms, inline queries and SQL.
    private static HashSet<SourceSymbol> Sources(BoundRelation start, BindingSession session)
    {
        HashSet<SourceSymbol> sources = [];
        HashSet<Symbol> seen = new(ReferenceEqualityComparer.Instance);
        Stack<BoundRelation> work = new([start]);
        while (work.TryPop(out BoundRelation? relation))
        {
            if (relation.Relation is SourceSymbol source)
            {
                sources.Add(source);
            }

            BoundQuery? query = relation.Query ?? (relation.Relation is TransformSymbol transform && seen.Add(transform)
                ? session.Transforms.Values.FirstOrDefault(t => ReferenceEquals(t.Symbol, transform))?.Query
                : null);
            IEnumerable<BoundRelation> below = (relation.Sql?.Inputs ?? []).Select(input => input.Rows);
            foreach (BoundRelation next in query is null ? below : below.Concat(Read(query)))
            {
                work.Push(next);
            }
        }

        return sources;
    }

    private static IEnumerable<BoundRelation> Read(BoundQuery query) => query.Steps.Select(step => step switch
    {
        BoundJoin join => join.Right,
        BoundSetOperation set => set.Right,
        _ => null,
    }).OfType<BoundRelation>().Prepend(query.From);
}
