using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>`query: { status: "open", per_page: 100 }`: names with texts, which may hold parameters, numbers, flags and dates.</summary>
internal static class ValuesBinder
{
    /// <summary>Null after a mistake.</summary>
    public static ValuesOption? Bind(ExpressionSyntax syntax, OptionDescriptor option, OptionOwner owner, BindingContext context)
    {
        if (syntax is not StructExpressionSyntax block)
        {
            context.Report(TypeDiagnostics.OptionType(syntax.Span, option.Name, "a block: `{ name: \"text\" }`"));
            return null;
        }

        ImmutableArray<BoundOption>.Builder values = ImmutableArray.CreateBuilder<BoundOption>();
        foreach (PropertySyntax field in block.Fields)
        {
            OptionDescriptor each = new(field.Name.Text, owner.TakesSecrets ? OptionKind.SecretText : OptionKind.Text, option.Summary);
            if ((Constant(field.Value) ?? OptionBinder.Bind(field, each, owner, context)) is not { } value)
            {
                return null;
            }

            values.Add(new BoundOption(field.Name.Text, value, field.Span));
        }

        return new ValuesOption(values.ToImmutable());
    }

    private static TextOption? Constant(ExpressionSyntax syntax) => syntax switch
    {
        IntegerLiteralSyntax number => new TextOption(number.Value.ToString(CultureInfo.InvariantCulture)),
        BoolLiteralSyntax flag => new TextOption(flag.Value ? "true" : "false"),
        DateLiteralSyntax date => new TextOption(date.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        _ => null,
    };
}
