using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Queries;
using FlowLang.Semantics.Binding.Types;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Declarations;

/// <summary>A transform's query, brought to its declared type.</summary>
internal static class TransformBody
{
    /// <param name="declared">The declared row type, or null.</param>
    public static QueryState Bind(TransformSyntax syntax, RowType? declared, BindingContext context)
    {
        QueryState state = QueryBinder.Bind(syntax.Query, context);
        if (declared is null || syntax.Type is null || state.Scope.IsUnknown)
        {
            return state;
        }

        ImmutableArray<string> differences = RowDifference.List(state.Scope.Row, declared);
        if (!differences.IsEmpty)
        {
            context.Report(TypeDiagnostics.ColumnsDiffer(syntax.Name.Span, syntax.Name.Text, TypeName(syntax.Type), differences));
            return state with { Scope = RowScope.Of(declared, null) };
        }

        return RowConversion.Step(state.Scope.Row, declared, syntax.Type.Span) is { } step
            ? state.Then(step, RowScope.Of(declared, null))
            : state with { Scope = RowScope.Of(declared, null) };
    }

    public static RowType? DeclaredRow(TransformSyntax syntax, BindingContext context) =>
        syntax.Type is null ? null : TypeBinder.BindRow(syntax.Type, context);

    private static string TypeName(TypeSyntax type) => type is NamedTypeSyntax named ? $"`{named.Name.Text}`" : "its declared type";
}
