using System.Collections.Immutable;
using FlowLang.Planning.Expressions;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Logical;

/// <summary>
/// Moves what can fail out of the keys, conditions and arguments of a step into a projection before it, where a row can leave; the step
/// then reads a column.
/// </summary>
/// <param name="input">The step's input.</param>
/// <param name="verb">The step's word, for the projection.</param>
/// <param name="moves">Which expressions move; without it those that can fail or hold an analytic function.</param>
internal sealed class Isolation(LogicalNode input, string verb, Func<BoundExpression, bool>? moves = null)
{
    private readonly List<BoundAssignment> _columns = [];

    /// <summary>The input with the columns asked for so far.</summary>
    public LogicalNode Input => _columns.Count == 0 ? input : Projected();

    /// <summary>The expression, or the column that now holds it.</summary>
    public BoundExpression Isolate(BoundExpression expression)
    {
        bool moved = moves?.Invoke(expression) ?? (Fallibility.HasSites(expression) || Fallibility.HasAnalytic(expression));
        if (!moved)
        {
            return expression;
        }

        string name = FreeName();
        _columns.Add(new BoundAssignment(name, expression, expression.Span));
        return new BoundColumn(name, null, expression.Type, expression.Span);
    }

    /// <summary>The step over <see cref="Input"/>, without the columns that only it needed.</summary>
    public LogicalNode Restore(LogicalNode step, RowType row)
    {
        if (_columns.Count == 0)
        {
            return step with { Row = row };
        }

        TextSpan span = step.Span;
        return new ProjectNode(
            step, [.. row.Fields.Select(
                f => new BoundAssignment(f.Name, new BoundColumn(f.Name, null, f.Type, span), span))], "drop", row, span);
    }

    private ProjectNode Projected()
    {
        ImmutableArray<BoundAssignment> columns = [.. QueryPlanner.Same(input), .. _columns];
        RowType row = new([.. input.Row.Fields, .. _columns.Select(c => new RowField(c.Name, c.Value.Type))]);
        return new ProjectNode(input, columns, verb, row, _columns[0].Span);
    }

    private string FreeName()
    {
        for (int i = _columns.Count + 1; ; i++)
        {
            string name = $"__{verb}{i}";
            if (input.Row.Find(name) is null)
            {
                return name;
            }
        }
    }
}
