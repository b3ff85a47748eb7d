using System.Diagnostics;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Sql.Expressions;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>The statements of row-wise steps over one row; columns are the row's properties or locals.</summary>
/// <param name="site">Numbers a site; null where rows leave without a trace: an earlier stage has split them.</param>
internal sealed class RowSteps(CSharpMethod method, Rows input, Func<FailureAction, string, LogicalNode, TextSpan, FailureSite>? site)
{
    private Dictionary<string, CSharpValue> _columns =
        input.Row.Fields.ToDictionary(f => f.Name, f => input.Column("row", f.Name), StringComparer.Ordinal);

    /// <summary>A column's value behind the steps.</summary>
    public string Value(RowField field) => CSharpExpressionEmitter.Coerce(_columns[field.Name], field.Type);

    public void Write(LogicalNode step)
    {
        CSharpExpressionEmitter emitter =
            new(method, (name, _) => _columns[name], (action, reason, span) => Leave(step, action, reason, span));
        switch (step)
        {
            case FilterNode filter:
                Place(step);
                string kept = emitter.Test(filter.Condition);
                Unless(kept, () => Leave(step, FailureAction.Filter, FilterReason(filter), filter.Span));
                break;
            case RequireNode { Severity: ExpectationSeverity.Warn } expected:
                Place(step);
                string asExpected = emitter.Holds(expected.Condition);
                Unless(asExpected, () => Warn(expected));
                break;
            case RequireNode require:
                Place(step);
                string holds = emitter.Test(require.Condition);
                FailureAction action = require.Severity == ExpectationSeverity.Reject ? FailureAction.Reject : FailureAction.Fail;
                Unless(holds, () => Leave(step, action, require.Reason, require.Span));
                break;
            case ProjectNode project:
                Project(project, emitter);
                break;
        }
    }

    private static string FilterReason(FilterNode filter) =>
        filter.IsInterval ? "outside the run's interval" : $"not {FailureText.Of(filter.Condition)}";

    private void Project(ProjectNode project, CSharpExpressionEmitter emitter)
    {
        if (!project.IsTrivial)
        {
            Place(project);
        }

        Dictionary<string, CSharpValue> columns = new(StringComparer.Ordinal);
        foreach (BoundAssignment column in project.Columns)
        {
            CSharpValue value = emitter.Finish(column.Value);
            columns.Add(column.Name, column.Value is BoundColumn ? value : emitter.Named(value, column.Name));
        }

        _columns = columns;
    }

    // What follows comes from this line of the program.
    private void Place(LogicalNode step) => method.Code.Margin($"#line {step.Span.Line} {Literals.Text(step.Span.Source.Path)}");

    private void Unless(string condition, Action leave)
    {
        method.Code.Line(condition.All(char.IsLetterOrDigit) ? $"if (!{condition})" : $"if (!({condition}))");
        using (method.Code.Block())
        {
            leave();
        }

        method.Code.Line();
    }

    private void Leave(LogicalNode step, FailureAction action, string reason, TextSpan span)
    {
        if (site is null)
        {
            method.Code.Line("return 1;");
            return;
        }

        FailureSite left = site(action, reason, step, span);
        if (action == FailureAction.Filter)
        {
            method.Code.Line($"return {left.Id};");
            return;
        }

        Input();
        method.Code.Line($"return exits.End({left.Id});");
    }

    // The row stays; the first of a round is the example.
    private void Warn(RequireNode expected)
    {
        FailureSite counted = (site ?? throw new UnreachableException("rows that end are counted by a query"))(
            FailureAction.Warn, expected.Reason, expected, expected.Span);
        method.Code.Line($"if (exits.Warn({counted.Id}))");
        using (method.Code.Block())
        {
            Input();
            method.Code.Line($"exits.Keep({counted.Id});");
        }
    }

    // The step's input row.
    private void Input()
    {
        method.Code.Line("exits.Begin();");
        foreach ((string name, CSharpValue value) in _columns.Where(c => !c.Key.StartsWith("__", StringComparison.Ordinal)))
        {
            JsonValue.Write(method, name, value);
        }
    }
}
