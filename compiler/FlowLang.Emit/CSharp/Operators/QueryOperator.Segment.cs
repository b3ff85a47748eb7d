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
        string outer = _context;
        _context = steps.OfType<NamedNode>().FirstOrDefault()?.Name ?? outer;
        Rows input = Emit(bottom, flagged && bottom is ProjectNode);
        _context = outer;
        string rowName = RowName(top is NamedNode named ? named.Name : top.Verb, top.Row);
        string method = _members.Take("Step");
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

    private void SegmentMethod(string name, Rows input, string rowName, RowType row, IEnumerable<LogicalNode> steps, bool flagged)
    {
        CSharpMethod method = Method();
        foreach (string taken in (ReadOnlySpan<string>)["row", "exits", "result"])
        {
            method.Take(taken);
        }

        RowSteps chain = new(method, input, flagged ? Site : null);
        string outer = _context;
        foreach (LogicalNode step in steps)
        {
            _context = step is NamedNode ? outer : Context(steps, step) ?? outer;
            chain.Write(step);
        }

        _context = outer;
        bool leaves = steps.Any(s => s is FilterNode || s.HasSites);
        method.Code.Line($"result = new {rowName}({string.Join(", ", row.Fields.Select(chain.Value))});");
        method.Code.Line("return 0;");
        Write(
            "0 where the row stays, else the number of the site at which it leaves.",
            $"public int {name}(in {input.RowName} row, RowExits exits, out {rowName} result)",
            leaves ? "result = default;\n" + method.Code : $"{method.Code}");
    }

    // A step belongs to the transform whose name stands above it.
    private static string? Context(IEnumerable<LogicalNode> steps, LogicalNode step) =>
        steps.SkipWhile(s => !ReferenceEquals(s, step)).OfType<NamedNode>().FirstOrDefault()?.Name;
}
