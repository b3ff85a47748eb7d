using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Expressions;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>`a, b = e`: columns that a step makes, each name once and each of a type that a column can have.</summary>
internal static class ColumnList
{
    /// <param name="named">Names that the step has given already, with their places.</param>
    /// <param name="mayStandAlone">`a` means `a = a`.</param>
    public static ImmutableArray<BoundAssignment> Bind(
        ImmutableArray<AssignmentSyntax> syntax, ExpressionContext context, Dictionary<string, TextSpan> named, bool mayStandAlone)
    {
        ImmutableArray<BoundAssignment>.Builder columns = ImmutableArray.CreateBuilder<BoundAssignment>(syntax.Length);
        foreach (AssignmentSyntax item in syntax)
        {
            BoundExpression value = Typed(ExpressionBinder.BindWhole(item.Value, context), context);
            if (NameOf(item, mayStandAlone) is not { } name)
            {
                context.Report(NameDiagnostics.ColumnNeedsName(item.Value.Span));
            }
            else if (!named.TryAdd(name.Text, name.Span))
            {
                context.Report(NameDiagnostics.ColumnTwice(name.Span, name.Text, named[name.Text]));
            }
            else
            {
                columns.Add(new BoundAssignment(name.Text, value, item.Span));
            }
        }

        return columns.ToImmutable();
    }

    /// <summary>A value that is always null, or an empty list, has no type of its own.</summary>
    public static BoundExpression Typed(BoundExpression value, ExpressionContext context) => value.Type.Type switch
    {
        NullType or ListType { Element.Type: NullType } => context.Bad(TypeDiagnostics.NullHasNoType(value.Span), value.Span, value),
        _ => value,
    };

    public static NameSyntax? NameOf(AssignmentSyntax item, bool mayStandAlone) => item switch
    {
        { Name: { } name } => name,
        { Value: NameExpressionSyntax alone } when mayStandAlone => alone.Name,
        { Value: MemberExpressionSyntax member } when mayStandAlone => member.Name,
        _ => null,
    };
}
