using FlowLang.Semantics.Binding.Declarations;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`call t(args)`: the rows so far are the first relation that the transform takes.</summary>
internal static class CallStepBinder
{
    public static QueryState Bind(CallStepSyntax syntax, QueryState state, BindingContext context)
    {
        state = QueryBinder.Finish(state, syntax.Span, context);
        RelationSymbol? symbol = context.Resolve<RelationSymbol>(
            syntax.Transform, "transform", (name, names) => NameDiagnostics.UnknownRelation(name.Span, name.Text, names));
        if (symbol is null || state.Scope.IsUnknown)
        {
            return state with { Scope = RowScope.Unknown };
        }

        BoundRelation rows = state.Steps.IsEmpty
            ? state.From
            : new BoundRelation(null, state.ToQuery(syntax.Span), null, state.Scope.Row, syntax.Span);
        BoundRelation? called = TransformCallBinder.Call(symbol, syntax.Transform, syntax.Arguments, rows, syntax.Span, context);
        return called is null
            ? state with { Scope = RowScope.Unknown }
            : new QueryState(called, [], RowScope.Of(called.Row, null));
    }
}
