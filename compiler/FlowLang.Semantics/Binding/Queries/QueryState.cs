using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Queries;

/// <summary>A query as far as it is bound.</summary>
internal sealed record QueryState(BoundRelation From, ImmutableList<BoundStep> Steps, RowScope Scope)
{
    public QueryState Then(BoundStep step, RowScope scope) => new(From, Steps.Add(step), scope);

    public BoundQuery ToQuery(TextSpan span) => new(From, [.. Steps], Scope.Row, span);
}
