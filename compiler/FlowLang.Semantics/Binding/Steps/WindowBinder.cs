using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`window …`: adds the columns of a window, so that what follows can be checked; a later version runs it.</summary>
internal static class WindowBinder
{
    public static QueryState Bind(WindowStepSyntax syntax, QueryState state, BindingContext context)
    {
        string[] kinds = ["tumble", "hop", "session", "sliding"];
        if (!kinds.Contains(syntax.Window.Function.Text))
        {
            context.Report(NameDiagnostics.NotOneOf(syntax.Window.Function.Span, "window", syntax.Window.Function.Text, kinds));
            return state with { Scope = RowScope.Unknown };
        }

        context.Report(EngineDiagnostics.NotAvailableYet(
            syntax.Span, "`window`", "group by truncated time: `by hour = trunc(at, hour)`"));
        TypeRef instant = new(InstantType.Instance);
        RowField[] added = [new("window_start", instant), new("window_end", instant)];
        if (added.FirstOrDefault(field => !state.Scope.Find(field.Name).IsEmpty) is { } taken)
        {
            context.Report(NameDiagnostics.ColumnExists(syntax.Window.Span, taken.Name));
            return state with { Scope = RowScope.Unknown };
        }

        RowScope scope = state.Scope.With(added);
        return state.Then(new BoundUnavailableStep("window", scope.Row, syntax.Span), scope);
    }
}
