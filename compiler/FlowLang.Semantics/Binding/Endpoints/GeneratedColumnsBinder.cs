using System.Collections.Immutable;
using FlowLang.Semantics.Binding.Workspace;
using FlowLang.Semantics.Connectors;
using FlowLang.Syntax.Diagnostics.Catalogue;
using FlowLang.Syntax.Nodes;

namespace FlowLang.Semantics.Binding.Endpoints;

/// <summary>
/// `columns: { id: sequence(1), … }`: a generator for each name; whether they are the source's columns is the source's matter.
/// </summary>
internal static class GeneratedColumnsBinder
{
    public static OptionValue? Bind(ExpressionSyntax syntax, string option, BindingContext context)
    {
        if (syntax is not StructExpressionSyntax block)
        {
            context.Report(TypeDiagnostics.OptionType(syntax.Span, option, "a block: `{ id: sequence(1), … }`"));
            return null;
        }

        ImmutableArray<GeneratedColumn>.Builder columns = ImmutableArray.CreateBuilder<GeneratedColumn>();
        HashSet<string> seen = [];
        foreach (PropertySyntax column in block.Fields)
        {
            if (GeneratorBinder.Bind(column.Value, context) is not { } generator)
            {
                return null;
            }

            if (seen.Add(column.Name.Text))
            {
                columns.Add(new GeneratedColumn(column.Name.Text, generator, column.Span));
            }
        }

        return new GeneratedColumnsOption(columns.ToImmutable());
    }
}
