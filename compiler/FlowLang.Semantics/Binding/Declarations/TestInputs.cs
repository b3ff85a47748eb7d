using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Connectors;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>The relations below a transform, the columns that queries on them name, and where they write late rows.</summary>
internal sealed class TestInputs
{
    private readonly Dictionary<Symbol, HashSet<string>> _columns = new(ReferenceEqualityComparer.Instance);
    private readonly List<(BoundEndpoint Sink, RowType Row)> _late = [];

    public static TestInputs Of(Declared target, BindingSession session)
    {
        TestInputs inputs = new();
        Dictionary<Symbol, BoundTransform> transforms = new(ReferenceEqualityComparer.Instance);
        foreach (BoundTransform transform in session.Transforms.Values)
        {
            transforms[transform.Symbol] = transform;
        }

        Queue<BoundQuery> queries = new();
        if (session.Transforms.TryGetValue(target, out BoundTransform? start))
        {
            queries.Enqueue(start.Query);
        }

        while (queries.TryDequeue(out BoundQuery? query))
        {
            HashSet<string> named = [];
            inputs.AddLate(query);
            foreach (BoundRelation relation in Collect(query, named, queries))
            {
                if (relation.Relation is { } symbol && inputs._columns.TryAdd(symbol, [])
                    && transforms.TryGetValue(symbol, out BoundTransform? next))
                {
                    queries.Enqueue(next.Query);
                }

                if (relation.Relation is not null)
                {
                    inputs._columns[relation.Relation].UnionWith(named);
                }
            }
        }

        return inputs;
    }

    public bool Reads(RelationSymbol relation) => _columns.ContainsKey(relation);

    public HashSet<string> ColumnsOf(RelationSymbol relation) => _columns[relation];

    /// <summary>Where late rows go to a sink, with the rows.</summary>
    public IEnumerable<(BoundEndpoint Sink, RowType Row)> LateTo(SinkSymbol sink) => _late.Where(
        late => late.Sink.Connection == sink.Endpoint.Connection && late.Sink.Descriptor == sink.Endpoint.Descriptor
            && sink.Endpoint.Options.All(late.Sink.Options.Contains));

    private void AddLate(BoundQuery query)
    {
        RowType row = query.From.Row;
        foreach (BoundStep step in query.Steps)
        {
            if (step is BoundWindow { LateSink: { } sink })
            {
                _late.Add((sink, row));
            }
            else if (step is BoundJoin { LateSink: { } both } join)
            {
                _late.AddRange([(both, row), (both, join.Right.Row)]);
            }

            row = step.Row;
        }
    }

    private static List<BoundRelation> Collect(BoundQuery query, HashSet<string> named, Queue<BoundQuery> queries)
    {
        List<BoundRelation> relations = [query.From];
        foreach (BoundStep step in query.Steps)
        {
            relations.AddRange(step switch
            {
                BoundJoin join => [join.Right],
                BoundSetOperation set => [set.Right],
                _ => [],
            });
            foreach (BoundExpression expression in StepExpressions.Of(step).Concat(step is BoundJoin { Condition: var condition }
                ? [condition] : []))
            {
                AddNamed(expression, named);
            }
        }

        // What SQL reads of its inputs is not known, so it may be everything.
        foreach (BoundRelation input in relations.SelectMany(relation => relation.Sql?.Inputs ?? []).Select(input => input.Rows).ToList())
        {
            relations.Add(input);
            named.UnionWith(input.Row.Fields.Select(field => field.Name));
        }

        foreach (BoundRelation relation in relations)
        {
            if (relation.Query is { } inline)
            {
                queries.Enqueue(inline);
            }
        }

        return relations;
    }

    // A column that a program wrote; tie-breakers carry the span of their step.
    private static void AddNamed(BoundExpression expression, HashSet<string> named)
    {
        if (expression is BoundColumn column && column.Span.Length <= column.Name.Length + (column.Relation?.Length ?? 0) + 3)
        {
            named.Add(column.Name);
        }

        foreach (BoundExpression child in expression.Children)
        {
            AddNamed(child, named);
        }
    }
}
