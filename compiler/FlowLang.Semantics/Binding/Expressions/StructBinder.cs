using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>`{ a: 1, b: x }`: a struct value.</summary>
internal static class StructBinder
{
    public static BoundExpression Bind(StructExpressionSyntax syntax, ExpressionContext context)
    {
        ImmutableArray<BoundAssignment>.Builder fields = ImmutableArray.CreateBuilder<BoundAssignment>();
        HashSet<string> seen = [];
        foreach (PropertySyntax field in syntax.Fields)
        {
            BoundExpression value = ExpressionBinder.Bind(field.Value, context);
            if (!field.Options.IsEmpty)
            {
                context.Report(NameDiagnostics.UnknownOption(
                    field.Options[0].Name.Span, field.Options[0].Name.Text, "a struct's field", []));
            }

            if (seen.Add(field.Name.Text))
            {
                fields.Add(new BoundAssignment(field.Name.Text, value, field.Span));
            }
        }

        if (fields.Any(field => field.Value.Type.Type is ErrorType))
        {
            return new BoundBadExpression([.. fields.Select(field => field.Value)], syntax.Span);
        }

        RowType type = new([.. fields.Select(field => new RowField(field.Name, field.Value.Type))]);
        return new BoundStruct(fields.ToImmutable(), new TypeRef(type), syntax.Span);
    }
}
