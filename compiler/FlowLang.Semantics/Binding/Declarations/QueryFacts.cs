using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>
/// What the write of a query has to know of everything below it: where rows can be rejected, which placeholder its paths have, what
/// it reads, and whether some `take` has no order. Found once for each transform and kept in the session.
/// </summary>
internal sealed class QueryFacts(BindingSession session)
{
    public RejectPlace? Rejects { get; private set; }

    public PlaceholderPlace? Placeholder { get; private set; }

    public TextSpan? UnorderedTake { get; private set; }

    /// <summary>What is read, directly and through transforms.</summary>
    public HashSet<SourceSymbol> Sources { get; } = new(ReferenceEqualityComparer.Instance);

    public static QueryFacts Of(BoundQuery query, BindingSession session)
    {
        QueryFacts facts = new(session);
        facts.Add(query);
        return facts;
    }

    /// <summary>Keeps the facts of a transform for its readers.</summary>
    public void Keep(TransformSymbol symbol)
    {
        if (Rejects is not null)
        {
            session.Rejects[symbol] = Rejects;
        }

        if (Placeholder is not null)
        {
            session.PlaceholdersOf[symbol] = Placeholder;
        }

        if (UnorderedTake is { } take)
        {
            session.UnorderedTakes[symbol] = take;
        }

        session.SourcesOf[symbol] = Sources;
    }

    private void AddSources(RelationSymbol symbol)
    {
        if (symbol is SourceSymbol source)
        {
            Sources.Add(source);
        }
        else if (session.SourcesOf.TryGetValue(symbol, out HashSet<SourceSymbol>? sources))
        {
            Sources.UnionWith(sources);
        }
    }

    private void Add(BoundQuery query)
    {
        Add(query.From);
        foreach (BoundStep step in query.Steps)
        {
            Add(step);
        }
    }

    private void Add(BoundRelation relation)
    {
        if (relation.Query is { } inline)
        {
            Add(inline);
        }

        foreach (BoundSqlInput input in relation.Sql?.Inputs ?? [])
        {
            Add(input.Rows);
        }

        if (relation.Relation is not { } symbol)
        {
            return;
        }

        AddSources(symbol);
        Rejects ??= symbol is SourceSymbol { RejectsBadRecords: true }
            ? new RejectPlace(symbol.Span, $"source `{symbol.Name}`")
            : session.Rejects.GetValueOrDefault(symbol);
        Placeholder ??= session.PlaceholdersOf.GetValueOrDefault(symbol);
        UnorderedTake ??= session.UnorderedTakes.TryGetValue(symbol, out TextSpan take) ? take : null;
    }

    private void Add(BoundStep step)
    {
        switch (step)
        {
            case BoundRequire { Rejects: true } require:
                Rejects ??= new RejectPlace(require.Span, $"\"{require.Reason}\"");
                break;
            case BoundJoin join:
                Add(join.Right);
                break;
            case BoundSetOperation set:
                Add(set.Right);
                break;
            case BoundTake { Order.IsEmpty: true } take:
                UnorderedTake ??= take.Span;
                break;
        }

        if (Rejects is null && StepExpressions.Of(step).Select(FailureSites.FirstReject).FirstOrDefault(h => h is not null) is { } handler)
        {
            Rejects = new RejectPlace(handler.Span, "`else reject`");
        }
    }
}
