using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>A chain of row-wise steps is one method of one row, which gives 0 where the row stays, else the number of its site.</summary>
internal sealed partial class QueryOperator
{
    private Rows Segment(LogicalNode top, bool flagged)
    {
        Stack<LogicalNode> steps = new();
        LogicalNode bottom = top;
        while (bottom is FilterNode or RequireNode or NamedNode or ProjectNode { IsRowWise: true })
        {
            steps.Push(bottom);
            bottom = bottom.Inputs[0];
        }

        // A projection with analytic functions is the top of another segment.
        string outer = Sites.Context;
        Sites.Context = steps.OfType<NamedNode>().FirstOrDefault()?.Name ?? outer;
        Rows input = Emit(bottom, flagged && bottom is ProjectNode);
        Sites.Context = outer;
        string rowName = RowName(top is NamedNode named ? named.Name : top.Verb, top.Row);
        string method = Members.Take("Step");
        SegmentMethod(method, input, rowName, top.Row, steps, flagged);
        string local = _run.Take(top is NamedNode ? top.Verb : top.Verb + "_rows");
        string kept = _run.Take("kept");
        string site = _run.Take("site");
        string row = _run.Take("row");
        _run.Code.Line($"List<{rowName}> {local} = new({input.Local}.Count);");
        _run.Code.Line($"foreach (ref readonly {input.RowName} {row} in CollectionsMarshal.AsSpan({input.Local}))");
        using (_run.Code.Block())
        {
            _run.Code.Line($"int {site} = {method}(in {row}, exits, out {rowName} {kept});");
            _run.Code.Line($"if ({site} == 0)");
            using (_run.Code.Block())
            {
                _run.Code.Line($"{local}.Add({kept});");
            }

            if (flagged)
            {
                _run.Code.Line("else");
                using (_run.Code.Block())
                {
                    _run.Code.Line($"exits.Count({site});");
                }
            }
        }

        _run.Code.Line();
        return new Rows(local, rowName, top.Row);
    }
}
