using System.Collections.Immutable;
using FlowLang.Planning.Expressions;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>
/// A relation that is computed from others. Nodes hold what the language means, not how an engine does it: rows are bags, steps happen in
/// order.
/// </summary>
/// <param name="Row">The rows it yields.</param>
/// <param name="Span">The step it comes from.</param>
public abstract record LogicalNode(RowType Row, TextSpan Span)
{
    /// <summary>The relations it reads, left to right.</summary>
    public virtual ImmutableArray<LogicalNode> Inputs => [];

    /// <summary>Everything it evaluates, in the order of evaluation.</summary>
    public virtual IEnumerable<BoundExpression> Expressions => [];

    /// <summary>Takes each row on its own and yields it or not: rows can pass it while they carry a failure.</summary>
    public virtual bool IsRowWise => false;

    /// <summary>Whether rows can leave here by `reject` or `fail`: such a node is never dropped, and never moved over another
    /// one.</summary>
    public virtual bool HasSites => Expressions.Any(Fallibility.HasSites);

    /// <summary>The step's word in the language.</summary>
    public abstract string Verb { get; }

    /// <summary>The same node over other inputs, as many as it has.</summary>
    public virtual LogicalNode WithInputs(ImmutableArray<LogicalNode> inputs) => this;

    /// <summary>This node's row without the columns that a new input no longer has.</summary>
    protected RowType RowOver(LogicalNode input) =>
        input.Row.Fields.Length >= Row.Fields.Length ? Row : new RowType([.. Row.Fields.Where(f => input.Row.Find(f.Name) is not null)]);
}
